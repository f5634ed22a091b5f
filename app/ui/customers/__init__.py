"""The customers of a client: what they owe, how old it is, what they sent back."""
