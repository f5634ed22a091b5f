"""Returns: the list by state, one return with its way and lines, and taking a new one in."""
