"""A folder of files to a folder of results: one document, one task; a bad file costs only itself."""
