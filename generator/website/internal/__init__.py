"""The internal site: what the Caf's staff alone reads."""
