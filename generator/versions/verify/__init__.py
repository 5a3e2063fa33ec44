"""A document that came back, compared with what was issued and with what would be issued now."""
