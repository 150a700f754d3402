"""What a scan found, in cases: by the app's own macros, so that a scan, its report and the pages say the same.

Grouping belongs here, what is known of an event for it, and how a terminal shows it. The HTML report does not: it is in
lab/report. The rule itself is the macro `codesignrisk_found` of default/macros.conf.
"""
