"""Reading a Word file that others made as the blocks of a document: the writer's counterpart."""
