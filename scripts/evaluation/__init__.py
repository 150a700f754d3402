"""How well the scorer does on labelled lines and recorded events, beside the published search."""
