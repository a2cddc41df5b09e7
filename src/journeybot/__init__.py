"""The workshop itself, as it would be if the team met anywhere and wrote on paper."""
