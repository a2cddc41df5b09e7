"""R4: a hundred people send an answer at the same moment while five maps are drawn; Slack hears back in time."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter

from bot.sandbox import Json
from bot.sandbox.delivery import Answer, Delivery, Kind
from bot.sandbox.player import Sandbox
from tests.bench.p09_answering import prepared
from tests.bench.p19_rush import PEOPLE, rush
from tests.bench.sidebyside import Bench
from tests.soak.crowd import Crowd, Seat, bot_for, reading, rests, sandbox_for
from tests.soak.trials import trial

IN_TIME = 2_500.0
"""Milliseconds; Slack waits three seconds."""
ROOMS = 5


@trial("R4  acknowledgements too late, 100 at once and five maps being drawn, rounds", at_most=0, times=10, short=1)
def over_http(folder: Path, times: int) -> float:
    """Signed requests; says beside it how a bot fares that only acknowledges."""
    with rush(prepared(Bench(short=True, folder=folder), "rush")) as both:
        beside, ours = both.beside(times), both.answers(times)
    ratio = ours["p99 ms"] / beside["p99 ms"]
    print(
        f"      HTTP, {PEOPLE * times} answers: p99 {ours['p99 ms']:.0f} ms, at most {ours['max ms']:.0f} ms; a bot"
        f" that only acknowledges {beside['p99 ms']:.0f} and {beside['max ms']:.0f} ms: {ratio:.2f} times its p99"
    )
    return float(ours["max ms"] > max(IN_TIME, 3 * beside["max ms"]))  # some machines are too busy even for that one


@trial("R4  warnings of Slack and answers lost, 100 at once by Socket Mode, each", at_most=0, times=5, short=0)
def over_socket_mode(folder: Path, times: int) -> float:
    """Everybody enters that many names, in five rooms whose maps are being drawn."""
    crowd = Crowd(rooms=ROOMS, people=PEOPLE // ROOMS, each=times)
    with sandbox_for(crowd) as (url, server, own), bot_for(url, own, folder):
        crowd.begin(url)
        took = [one for number in range(times) for one in _at_once(crowd, url, server.stage.delivery, number=number)]
        tenant = server.stage.workspace.team.id
        with reading(folder) as store:
            rests(store, tenant, ROOMS)
            found = crowd.wrong_in(store, tenant)
    slow = sorted(took)
    print(
        f"      Socket Mode, {len(slow)} answers: p99 {slow[int(len(slow) * 0.99)]:.0f} ms, at most {slow[-1]:.0f}"
        f" ms; {len(crowd.ok)} taken, {len(crowd.told)} warnings {crowd.told[:1]}, {dict(found)}"
    )
    return len(crowd.told) + len(crowd.unknown) + sum(found.values())


def _at_once(crowd: Crowd, url: str, delivery: Delivery, *, number: int) -> list[float]:
    """Everybody opens a dialog in their own time, and all send theirs at once; how long each waited."""
    told = list[str]()
    seats = [Seat(url, f"U{who:08}", f"C{who // crowd.people:08}", told=told) for who in range(PEOPLE)]
    with ThreadPoolExecutor(4) as few:
        dialogs = [*few.map(lambda seat: seat.opens("/journey persona"), seats)]
    for room in range(ROOMS):
        who = f"U{room * crowd.people:08}"
        Sandbox(url).post("act/command", user=who, channel=f"C{room:08}", text="/journey map")
    told.clear()
    took = timed(delivery)

    def send(who: int) -> None:
        name = f"person {who} answer {number}"
        dialog = dialogs[who]
        done = dialog is not None and seats[who].sends(dialog, "name", name)
        (crowd.ok if done else crowd.unknown).append((f"C{who // crowd.people:08}", name))

    with ThreadPoolExecutor(PEOPLE) as all_of_them:
        list(all_of_them.map(send, range(PEOPLE)))
    crowd.told += told
    return took


def timed(delivery: Delivery) -> list[float]:
    """The milliseconds from each delivery to its acknowledgement, from now on."""
    took, really = list[float](), delivery._once

    async def once(kind: Kind, payload: Json, *, retry: str | None) -> Answer:
        since = perf_counter()
        answer = await really(kind, payload, retry=retry)
        took.append((perf_counter() - since) * 1000)
        return answer

    setattr(delivery, "_once", once)  # noqa: B010  mypy takes no assignment to a method
    return took
