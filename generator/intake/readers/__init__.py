"""One reader a format: a returned file in, answers out."""
