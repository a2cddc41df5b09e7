"""The fonts that travel with us, for what no package of the registry brings; NOTICE.md says whose they are."""
