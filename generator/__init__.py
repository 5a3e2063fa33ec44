"""greffe: the registry where a Caf keeps its conventions."""
