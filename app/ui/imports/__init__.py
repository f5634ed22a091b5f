"""Files of a client taken into its book: looked at first, then kept as one whole."""
