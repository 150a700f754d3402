"""What is asked of a live server: each module asks of one thing, and says what it found."""
