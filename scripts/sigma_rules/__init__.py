"""The Sigma rules in sigma/: read, checked, converted, and run over events beside the command.

The rules themselves are data in sigma/. What the command finds is decided in bin/ and asked for here only.
"""
