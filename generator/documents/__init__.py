"""From records and templates to the words of a document, and from those to files."""
