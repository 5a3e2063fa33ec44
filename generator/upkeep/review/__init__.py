"""The yearly review of habilitations: opened, answered, put in the records."""
