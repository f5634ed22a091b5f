"""What always holds in an office, whatever happened: every rule by name, each able to fail."""
