"""Word documents: a zip of XML parts → paragraphs and table fragments. `reader.py` is its face."""
