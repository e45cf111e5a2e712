"""Documents to files and, where the format allows, back: one module a format, listed in `registry`."""
