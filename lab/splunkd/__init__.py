"""splunkd's side of the chunked protocol: starts the packaged command, sends events and merges what comes back.

Only the conversation with a command belongs here. What a search is lies in lab/spl, files of events in lab/readers.
"""
