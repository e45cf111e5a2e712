"""Pages that are pictures: scans, photographs, and PDF pages without a text that can be used."""
