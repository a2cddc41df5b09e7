"""The stand-in for Slack: it must be as strict as Slack, or passing it means nothing."""
