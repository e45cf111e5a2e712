"""The sequence decoder: the best path through chunks and columns, and how sure it is."""
