"""report.html: what a batch found, as one page that a person reads. `write.py` puts it together."""
