"""French agreement, typography, dates: computed in one place."""
