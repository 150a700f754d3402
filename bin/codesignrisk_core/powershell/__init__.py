"""Reading PowerShell: words, statements, and strings as far as the text alone tells. Nothing is ever run."""
