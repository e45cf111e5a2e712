"""Builders that tests share, and nothing else."""
