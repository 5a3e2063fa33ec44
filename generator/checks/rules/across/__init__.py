"""Rules that hold across documents and families."""
