"""Errands: work that must not be lost."""
