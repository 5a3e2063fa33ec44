"""From records to the words that templates place: parties, annexes, conventions."""
