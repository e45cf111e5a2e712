"""Readers: bytes → content, and nothing else. One module a format; registry.py lists them."""
