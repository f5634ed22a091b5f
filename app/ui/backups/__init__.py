"""Backups from the window: made, read back, and proven by restoring them apart."""
