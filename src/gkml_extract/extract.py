"""The stages in order, and only that."""
