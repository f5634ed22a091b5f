"""The window: it asks and shows, and nothing the program can do depends on it."""
