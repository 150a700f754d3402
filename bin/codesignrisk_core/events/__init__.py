"""One module per kind of event: what the event shows, as a Report."""
