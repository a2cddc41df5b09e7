"""A workshop in which anything may happen, and the same one on paper."""
