"""Reading command lines: Unicode folding, argv splitting, options, paths."""
