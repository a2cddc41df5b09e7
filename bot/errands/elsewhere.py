"""Errands that other processes do, which look by themselves what is due."""


class Elsewhere:
    """Nothing is to be done here, and nobody to be told."""

    @property
    def alive(self) -> bool:
        """How they are is theirs to say."""
        return True

    def start(self) -> None:
        """Nothing begins."""

    def wake(self) -> None:
        """They look often enough."""

    def stop(self, seconds: float = 10) -> None:
        """Nothing was under way."""
