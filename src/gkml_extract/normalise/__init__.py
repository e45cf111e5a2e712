"""One parser per field: a cell's text → what record.md says of it."""
