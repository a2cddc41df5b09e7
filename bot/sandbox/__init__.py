"""A stand-in for Slack on this machine: strict, local, and a stranger to the rest of journeybot."""
