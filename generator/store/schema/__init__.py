"""The data contract: what the files may hold."""
