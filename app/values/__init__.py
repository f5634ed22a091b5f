"""Plain immutable facts: money, quantities, periods, entries, numbers and the words of the trade."""
