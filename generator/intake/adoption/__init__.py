"""First adoption: a Caf's own tracking sheet, one line a partner, read into new partner files. Nothing is written here."""
