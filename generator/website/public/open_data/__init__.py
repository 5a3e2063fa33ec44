"""The public directory for programs and address books: nothing that the pages do not say."""
