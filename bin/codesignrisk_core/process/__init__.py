"""A process as a whole: which program it is, who started it, and everything that its command line runs.

Here the tools, cmdlets, wrappers and key-file readers come together. The grammar of a single program belongs to tools.
"""
