"""Vouchers: issued by documents, written by hand, checked, posted, reversed, shown."""
