"""A raw cell in, its value, its possible readings and what is odd out. Nothing is rewritten unasked."""
