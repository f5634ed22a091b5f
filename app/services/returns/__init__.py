"""Returns: taken in, keyed to their sales, reviewed, inspected, posted, archived, refunded."""
