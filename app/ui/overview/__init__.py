"""The office at a glance: each client's month, what waits where, and how safe the data is."""
