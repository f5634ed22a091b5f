"""Sales taken in by the file: worked out, costed, put on the books; returns among them linked."""
