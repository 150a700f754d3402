"""The report of a scan: one HTML page that needs nothing else, for someone who triages events without Splunk."""
