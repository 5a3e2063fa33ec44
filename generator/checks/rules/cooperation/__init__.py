"""Rules of the Coopération family."""
