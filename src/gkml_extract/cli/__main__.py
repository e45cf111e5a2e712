"""`python -m gkml_extract.cli` is `gkml`."""

from gkml_extract.cli import main

if __name__ == "__main__":
    main()
