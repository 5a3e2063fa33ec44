"""Speeds of greffe, each beside a peer measured in the same run: `python -m bench`."""
