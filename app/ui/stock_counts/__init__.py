"""The stock of a client: what lies where, at what cost, and how it came there."""
