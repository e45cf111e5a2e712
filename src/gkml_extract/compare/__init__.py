"""Two results → where they differ, by item and field, and how many cells are right."""
