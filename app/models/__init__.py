"""Tables: columns, constraints and relations; no rule that needs another table."""
