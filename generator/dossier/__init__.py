"""The file that leaves the Caf: the documents of a convention in the legal order, with what to sign and to return."""
