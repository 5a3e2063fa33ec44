"""The public site: published types only."""
