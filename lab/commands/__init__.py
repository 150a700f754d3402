"""The subcommands of `python -m lab`: each module reads its arguments (`add_parser`) and does the work (`run`).

What a command shows and how belongs to lab/output, lab/report or lab/dashboards; here is only what is asked for, in
which order things happen, and the exit status.
"""
