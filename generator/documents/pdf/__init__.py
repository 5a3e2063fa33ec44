"""Documents as PDF: for archives (PDF/A-2a, ISO 19005-2) and for all readers (PDF/UA-1, ISO 14289-1)."""
