"""Slack: what arrives from it, what is said back, and how that is carried there."""
