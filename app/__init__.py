"""账房: customer returns taken in, posted, reconciled, explained and printed."""
