"""How fast journeybot is beside the floor under it and the usual ways of doing the same."""
