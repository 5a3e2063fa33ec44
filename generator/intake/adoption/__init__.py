"""First adoption: a Caf's own tracking sheet, one line a partner, made into partner files."""
