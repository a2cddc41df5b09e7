"""Long reliability runs: each goal is a count of what must not happen."""
