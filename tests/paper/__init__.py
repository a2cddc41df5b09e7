"""The sheet and its lines."""
