"""Printed pages: a sheet goes in, the bytes of a PDF come out; the only room with reportlab."""
