"""The header of a table and the columns that it makes, or those that a hint or the text itself tells."""
