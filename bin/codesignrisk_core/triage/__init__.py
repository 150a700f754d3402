"""Which rows of a chunk can score at all, decided on their text.

    shapes (rows that look alike) -> starts (process starts of one layout) -> programs, lines (words that matter)

The words are in `terms`, which `make docs` makes from the tables of the grammars. What is left out here could not have
scored: tests compare every row with what the scorer says of it.
"""
