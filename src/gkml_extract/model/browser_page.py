"""What a browser prints around a page of its own accord, in a PDF and in its text."""

from __future__ import annotations

from gkml_extract.regex import regex

BROWSER_FOOT = regex(r"(?:https?|file)://\S+?\s*\b(?P<page>\d{1,4})\s*/\s*(?P<pages>\d{1,4})")
"""What a browser prints below a page: its address and its number of how many."""
BROWSER_HEAD = regex(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s*(?:[AP]M|[上下]午)?\s*\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AP]M)?\b.*"
)
"""And above it: when it was printed, and the title of the window."""
