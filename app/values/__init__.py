"""Plain immutable facts: money, quantities, periods, entries, numbers, words of the trade."""
