"""A PDF that came back, read without trusting it: in a process of its own, which is stopped when it lasts."""
