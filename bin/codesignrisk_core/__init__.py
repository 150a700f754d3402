"""The scorer behind ``| codesignrisk``: pure Python, standard library only, Python 3.9 to 3.13.

A record (one Splunk result, a dict) flows one way:

    fields -> events/<kind> -> cmdline -> tools/<family> -> scoring -> output

``scorer.Scorer`` is the one entrance. Nothing here imports splunklib, and nothing lower imports anything higher.
"""
