"""The reconciliation of a month: both sides, their relation, and what the difference is."""
