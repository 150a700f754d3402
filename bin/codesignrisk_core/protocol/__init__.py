"""splunkd's chunked protocol, version 2: requests in, replies out. Knows nothing of the SDK.

    wire -> conversation -> chunk (rows) -> the scorer

A request is checked whole before anything of it counts, and whatever goes wrong is told in a reply.
"""
