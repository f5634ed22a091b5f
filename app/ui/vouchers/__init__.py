"""The vouchers of a month: the list, the classic form, and writing one by hand."""
