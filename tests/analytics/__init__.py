"""Event logs: what they come to, and what is said of bad ones."""
