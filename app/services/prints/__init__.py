"""What is printed, filled from the books."""
