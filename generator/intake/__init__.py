"""Returned forms: read, compared with what is known, applied on demand."""
