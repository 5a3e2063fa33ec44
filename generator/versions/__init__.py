"""What changes from one text to another: clauses, tracked changes, partners concerned, avenants."""
