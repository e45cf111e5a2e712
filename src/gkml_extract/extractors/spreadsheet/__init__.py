"""Workbooks (xlsx, xlsm, xls, xlsb, ods, XML of 2003): one module a format, `grid` for what they share."""
