"""Findings as a person or a machine reads them."""
