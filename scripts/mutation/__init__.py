"""Mutation sampling: small faults put into a copy of the scorer, to see whether its tests notice each of them."""
