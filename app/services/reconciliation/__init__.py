"""Two records compared, document by document, so that every difference has its place."""
