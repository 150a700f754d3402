"""The report of a scan: one HTML page that needs nothing else, for someone who triages events without Splunk.

What becomes of scored events on that page belongs here: grouping into cases, texts, template, style and script. Pages
that a server has to answer do not: they are in lab/dashboards.
"""
