"""How many examples a property test looks at: few in `make test`, as many times more as a search asks for."""

from hypothesis import settings

USUAL = 30


def examples(most: int) -> settings:
    """So many where the usual 30 would cost too much or say too little."""
    usual = settings()  # the profile that is loaded
    return settings(max_examples=max(1, most * usual.max_examples // USUAL))
