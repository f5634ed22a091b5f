"""Files taken into a book: checked against it, then wholly in, or wholly out."""
