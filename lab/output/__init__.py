"""What the lab prints: scored events as tables, time lines, JSON lines and CSV, search results, explained scores.

Whatever writes to a terminal or a stream belongs here, with the counts and the masking of secrets that it needs. Pages
for a browser do not: lab/report and lab/dashboards make them.
"""
