"""Closed vocabularies as data: TOML files, a strict loader, and matching that names its rule."""
