"""What is printed, as plain values: one frozen sheet per kind of page."""
