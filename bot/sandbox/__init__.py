"""A strict stand-in for Slack on this machine: it knows Slack's rules and nothing about the bot that it serves."""

from typing import Any

Json = dict[str, Any]
