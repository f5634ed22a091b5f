"""The books in figures: receivables, stock, returns, trial balance of a month."""
