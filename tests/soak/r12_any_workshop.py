"""R12: whatever a team does, and in whatever order, the workshop is as it would be on paper."""

from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.soak.machine.meeting import Meeting
from tests.soak.machine.people import People
from tests.soak.machine.scenes import Scenes
from tests.soak.machine.table import hall
from tests.soak.trials import trial

STEPS_EACH, FEW = 50, 30


class AnyWorkshop(Scenes, Meeting):
    """Everything that can happen."""


@trial("R12 workshops that differ from the one on paper", at_most=0, times=2_000, short=25)
def differing_workshops(folder: Path, times: int) -> float:
    """1 if one did: its shortest form is printed, and what differed."""
    with hall(folder) as found:
        People.hall = found
        return _searched(times, steps=STEPS_EACH if times >= 100 else FEW)


def _searched(times: int, *, steps: int) -> int:
    wanted = settings(
        max_examples=times,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.generate, Phase.shrink),
    )
    try:
        run_state_machine_as_test(AnyWorkshop, settings=wanted)
    except Exception as error:  # noqa: BLE001  the trial counts whatever happens
        print("\n".join(getattr(error, "__notes__", [])))
        print(error)
        return 1
    return 0
