"""What the web sees of journeybot."""
