"""Fragments → chunks: neighbours that no cell's edge can part, and the spans that tell it."""
