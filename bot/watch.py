"""Watches over a running bot: what its pages of health tell, its heartbeat, and whether Slack is still heard."""

from collections.abc import Callable, Mapping

from bot.errands.port import Errands
from bot.hands import LISTENS_ONLY, Hands, by_part
from bot.heart import Heart
from bot.promptness import Hour
from bot.settings import Settings
from bot.slack.ear import PATIENCE, Ear
from bot.web.watching import Watched
from journeybot.obstacles import Obstacle
from journeybot.patience import within
from journeybot.ports import Clock
from storage.store import SqlStore
from storage.trouble import UnusableDatabase

TO_ANSWER = 2.0
"""Seconds after which a database does not answer."""


def must_have_its_file(store: SqlStore) -> None:
    """Raises SystemExit, with 1, once the database's file is gone or another machine's (the log says so by then):
    nothing could be stored any more, and a process that has ended is noticed, where one that only refuses might stand
    for days."""
    if store.lost:
        raise SystemExit(1)
    try:
        store.must_be_there()
    except UnusableDatabase as error:
        if error.obstacle is Obstacle.GONE:
            raise SystemExit(1) from None


class Watch:
    """One for each process. In Socket Mode Slack is heard once there is an `ear` for it."""

    def __init__(
        self,
        store: SqlStore,
        errands: Errands,
        *,
        part: str,
        clock: Clock,
        settings: Settings,
        hour: Callable[[], Hour] = Hour,
    ) -> None:
        self._store, self._errands, self._clock = store, errands, clock
        self._by_socket, self._figures = settings.socket_mode, settings.metrics
        self.ear: Ear | None = None
        self._leaves_errands = part == LISTENS_ONLY
        then = Hands(store.wellbeing, clock=clock).look if self._leaves_errands else bool
        self.heart = Heart(store.wellbeing, part=part, clock=clock, silence=self.silence, hour=hour, then=then)

    def silence(self) -> float | None:
        """Seconds since Slack was heard; None where that says nothing."""
        return self.ear.silence if self.ear else None

    def alive(self) -> Mapping[str, bool]:
        """What only a new process would mend. Of errands that others do it says nothing: they are not better for
        another process here, and a team that can still answer is better off than one that cannot."""
        return {} if self._leaves_errands else {"errands": self._errands.alive}

    def ready(self) -> Mapping[str, bool]:
        """All that it takes to serve a team."""
        found = {**self.alive(), "database": self._answers()}
        silence = self.silence()
        return {**found, "slack": silence is not None and silence < PATIENCE} if self._by_socket else found

    def watched(self) -> Watched:
        """The pages."""
        if not self._figures:
            return Watched(self.alive, self.ready)
        from bot.figures import figures_of  # noqa: PLC0415  who does not want them does without

        backlog, processes = self._store.wellbeing.backlog, self._processes
        return Watched(self.alive, self.ready, figures_of(backlog, self.silence, self.ready, processes=processes))

    def _processes(self) -> Mapping[str, int]:
        return by_part(self._store.wellbeing.pulses(whole=False), self._clock())

    def _answers(self) -> bool:
        try:
            self._store.must_be_there()
            with within(TO_ANSWER):
                self._store.due(self._clock(), most=1)
        except UnusableDatabase:
            return False
        return bool(self._store.has_room)
