"""What each chunk says of every column, of the edges of cells, and of what the document's own cells are like."""
