"""`make bench`: what the command costs beside a command of the SDK that only passes events through.

    stream: made-up process starts of an ordinary day -> bodies: chunks as splunkd sends them -> child: a command as a
    child process, measured from outside -> compare: figures side by side

Both commands run over the same events, in turn, and each gets the columns that its own getinfo reply asks for.
"""
