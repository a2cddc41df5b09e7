"""Whole workshops, as teams live through them."""
