"""Prints catalogues as Word, Excel and HTML files, as an office would, for samples and tests."""
