"""What must no longer be kept: listed, held back, erased, attested, and looked for in Git's history."""
