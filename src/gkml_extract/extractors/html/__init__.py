"""HTML and MHTML, also where a Word or Excel file is HTML inside."""
