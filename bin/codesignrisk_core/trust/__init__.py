"""Facts about what an operating system trusts, each in one place: stores, registry keys, files, places, codes.

Tables and plain questions to them, with the source of each fact. No Report and no indicator: what a fact means for the
score is said in rules.
"""
