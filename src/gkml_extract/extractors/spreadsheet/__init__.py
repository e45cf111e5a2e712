"""Workbooks (xlsx, xlsm, xls, xlsb, ods): one module a format, `grid` for what they share."""
