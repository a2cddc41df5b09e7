"""What journeybot promises, tested the way a team would notice it."""
