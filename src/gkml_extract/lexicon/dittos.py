"""Words and signs that stand for the value above (record.md: 同上 takes the value above)."""

from __future__ import annotations

DITTO = frozenset({"同上", "同上行", "同上栏", "同前", "〃", "″", "〞", '"', "''"})
"""Folded texts of whole cells; the marks stand alone."""
