"""An event log handed in at a dialog: taken at once, counted in another process, told to one person alone."""

import logging
from collections.abc import Iterator

import pytest

from bot.sandbox.player import parcel
from tests.slack.at_work import AtWork, at_work

MAP = "kind,stage,touchpoint\nstage,Look,\ntouchpoint,Look,Shop window\nstage,Buy,\ntouchpoint,Buy,Till\n"
HEAD = "customer,time,touchpoint,channel\n"
LOG = HEAD + "".join(
    f"c{n},2026-03-{n:02} 10:0{at}:00,{touchpoint},store\n"
    for n in range(1, 11)
    for at, touchpoint in enumerate(("Shop window", "Basket", *(("Till",) if n < 5 else ())))
)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AtWork]:
    with at_work(tmp_path_factory.mktemp("logs")) as work:
        yield work


def test_a_log_is_counted_elsewhere_and_its_figures_go_into_the_map_with_one_press(
    work: AtWork, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "journeybot")
    room = work.room()
    ana, ben = work.begins(room), work.person("Ben", room)
    ana.types("/journey import").submits({"Or its text": MAP})
    work.until(ana, "Nothing is written yet.")
    ana.presses("In place of the template")
    work.until(ana, "Brought in: 2 stages, 2 touchpoints")
    ana.types("/journey import").submits({"The file": [parcel("log.csv", LOG.encode())]})
    assert "This is an event log of 24 rows." in str(ana.looks())
    ana.submits({"What is the purchase?": ["Till"], "Where is something put into the cart?": ["Basket"]})
    work.until(ana, "I am counting; you will be told here.")
    work.until(ana, "24 events of 10 customers, 1 March 2026 to 10 March 2026; 4 of them bought, 4 times in all.")
    assert ana.sees("Carts left behind (n: carts filled): 60 % of 10")
    assert ana.sees("Basket: 60 % of 10 journeys ended here")
    assert not ben.sees("24 events")
    assert not [
        record for record in caplog.records if record.name[:10] == "journeybot" and "Basket" in record.getMessage()
    ]
    ana.presses("Put the figures into the map")
    work.until(ana, "Brought in:")
    ana.presses("Undo")
    work.until(ana, "Taken back:")
