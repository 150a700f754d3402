"""What an act means, each rule in one place: facts (trust) to findings on a Report.

Whoever learns of the act calls the same rule: a tool's command line, a script's statement, a registry or file event.
How a command line or an event is read does not belong here.
"""
