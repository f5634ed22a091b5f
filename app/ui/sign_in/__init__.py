"""Signing in: the first thing that is seen, before any library that it does not need is loaded."""
