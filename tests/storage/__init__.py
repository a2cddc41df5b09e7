"""What the store promises: nothing lost, nothing foreign, everything read back as it was written."""
