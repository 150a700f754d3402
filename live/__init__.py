"""The app on a real Splunk: `make test-splunk` runs it there and compares with the lab. Never packaged.

Here belongs what talks to a server, and what is asked of it. What an answer should be comes from the lab.
"""
