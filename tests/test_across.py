"""Where it hurts across maps: told to one person, of maps whose channel they are in, and of nothing that is hidden."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from journeybot.journey import Challenge, Improvement, Note, Pain, Persona, Score, Stage, Status, Touchpoint, Vote
from journeybot.moves import answer, turn
from journeybot.permissions import Standing
from journeybot.workshop import Secret, Step, Workshop
from tests.team import Member, Team, gathered

MAPS = {"Groceries": "C1", "Kettles": "C2", "Loans": "C3"}


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as team:
        for title, channel in MAPS.items():
            ana = team.member("ana", channel=channel)
            ana.asks(f"start {title}", template="empty")
        yield team


def workshop(team: Team, title: str) -> Workshop:
    found = team.store.latest_in(team.member("ana", channel=MAPS[title]).place)
    assert found is not None
    return found


def write(team: Team, title: str, *notes: Note) -> None:
    team.store.change("T1", workshop(team, title).key, answer(notes, by="UANA", step=None))


def feels(team: Team, title: str, name: str, *values: int) -> None:
    """A touchpoint of that name, with the scores of so many people, on that map."""
    at = f"{title}.{name}"
    scores = (
        Score(key=f"{at}.{n}", author=f"U{n}", persona=f"{title}.p", touchpoint=at, value=value)
        for n, value in enumerate(values)
    )
    write(
        team,
        title,
        Persona(key=f"{title}.p", name="Maya"),
        Stage(key=f"{title}.s", name="Pay"),
        Touchpoint(key=at, name=name, stage=f"{title}.s"),
        *scores,
    )


def revealed(team: Team, *titles: str) -> None:
    for title in titles:
        ana, key = team.member("ana", channel=MAPS[title]), workshop(team, title).key
        while workshop(team, title).step is not Step.MOMENTS:
            team.store.change("T1", key, turn(Workshop.advance))
        ana.types("reveal anyway")


def asks(person: Member) -> list[str]:
    return [line for line in person.types("hotspots").splitlines() if line]


def test_the_lowest_touchpoints_of_all_maps_stand_first(team: Team) -> None:
    feels(team, "Groceries", "The till", -2, -1, -2)
    feels(team, "Kettles", "The shelf", 0, -1)
    feels(team, "Loans", "The form", 2)
    revealed(team, *MAPS)
    told = asks(team.member("dil"))
    assert told == [
        "Where it hurts most on the 3 maps that you may see. Only you see this.",
        "Lowest touchpoints, from −2 to +2",
        "- The till: −2 (dreadful) to Maya. Groceries in #C1",
        "- The shelf: −0.5 (a little unpleasant) to Maya. Kettles in #C2",
        "Go on there",
        "Groceries in #C1 [Draw the map] [What we have taken on]",
        "Kettles in #C2 [Draw the map] [What we have taken on]",
    ]


def test_scores_that_are_not_revealed_are_told_nobody(team: Team) -> None:
    feels(team, "Groceries", "The till", -2)
    assert "The till" not in "\n".join(asks(team.member("ana")))


def test_a_pain_of_several_maps_is_told_with_all_of_them(team: Team) -> None:
    pains = {"Groceries": "The queue is much too long", "Kettles": "Much too long is the queue!", "Loans": "Too dear"}
    for title, text in pains.items():
        stage = Stage(key=f"{title}.s", name="Pay")
        write(team, title, stage, Challenge(key=f"{title}.c", text=text, stage=stage.key))
    heading, pain = asks(team.member("dil"))[1:3]
    assert heading == "Pains that come up on several maps"
    told, _, where = pain.partition("”")
    assert told.casefold() in {"- “the queue is much too long", "- “much too long is the queue!"}
    assert where.startswith(" and the like, on 2 maps: ")
    assert {*where.partition(": ")[2].split("; ")} == {"Groceries in #C1", "Kettles in #C2"}


def test_of_repeated_pains_those_with_most_dots_stand_first_then_the_worst_with_their_figures(team: Team) -> None:
    pains = {
        "a": ("Too dear by far", None),
        "b": ("The queue is much too long", 3),
        "c": ("Nobody answers the phone", 2),
    }
    for title in ("Groceries", "Kettles"):
        write(team, title, Stage(key=f"{title}.s", name="Pay"))
        for key, (text, severity) in pains.items():
            pain = Challenge(key=f"{title}.{key}", text=text, stage=f"{title}.s", severity=severity)
            write(team, title, pain)
    helped = [
        Challenge(key=f"{title}.h", text="Pairs", stage=None, pain=Pain.HELPED) for title in ("Groceries", "Kettles")
    ]
    for title, one in zip(("Groceries", "Kettles"), helped, strict=True):
        write(team, title, one)
    dots = (Vote(key=f"v{n}", author=f"U{n}", on="Groceries.c") for n in range(3))
    write(team, "Groceries", *dots)
    hidden = "\n".join(asks(team.member("dil")))
    assert "dots" not in hidden, "nobody has revealed them yet"
    team.store.change("T1", workshop(team, "Groceries").key, turn(lambda now: replace(now, revealed=tuple(Secret))))
    told = asks(team.member("dil"))
    assert [line.split("”")[1].split(":")[0] for line in told if line.startswith("- “")] == [
        " and the like, on 2 maps, 3 dots, severity 2 of 3",
        " and the like, on 2 maps, severity 3 of 3",
        " and the like, on 2 maps",
    ]
    assert "Pairs" not in "\n".join(told)


def test_what_is_overdue_stands_there_with_what_its_owner_can_say(team: Team) -> None:
    late = Improvement(key="i1", text="A second till", owner="<@UBEN>", due=date(2026, 5, 1))
    write(team, "Loans", late)
    write(team, "Kettles", Improvement(key="i2", text="A lid", owner="<@UBEN>", due=date(2026, 6, 1)))
    told = asks(team.member("ben"))
    assert told[1:] == [
        "Overdue:",
        "A second till",
        "Overdue since 1 May 2026, not begun. @UBEN, from Loans in #C3 [Under way] [Done] [Drop it]",
        "Go on there",
        "Loans in #C3 [Draw the map] [What we have taken on]",
    ]
    assert "[Done]" not in "\n".join(asks(team.member("dil")))


@pytest.mark.parametrize("standing", [Standing.OUTSIDE, Standing.UNKNOWN, Standing.VISITING])
def test_of_a_map_whose_channel_somebody_is_not_in_nothing_is_told_not_even_that_it_is_there(
    team: Team, standing: Standing
) -> None:
    write(team, "Loans", Improvement(key="i1", text="A second till", owner="<@UBEN>", due=date(2026, 5, 1)))
    ben = team.member("ben")
    team.room.says(ben, standing, channel="C3")
    told = "\n".join(asks(ben))
    assert told.startswith("On the 2 maps that you may see, I find nothing that stands out")
    assert "Loans" not in told


def test_who_may_see_none_is_told_so_and_how_to_begin(team: Team) -> None:
    eve = team.member("eve")
    for channel in MAPS.values():
        team.room.says(eve, Standing.OUTSIDE, channel=channel)
    assert asks(eve)[0].startswith("I know no map that you may see.")


def test_how_a_team_felt_in_its_own_sprint_is_no_customers_pain(team: Team) -> None:
    ana, dil = team.member("ana", channel="C4"), team.member("dil")
    ana.types("start retro")
    ana.fills(title="Sprint 42")
    ana.types("score")
    ana.fills(**dict.fromkeys((field.name for field in ana.form.fields) if ana.form else (), "-2"))
    ana.types("reveal anyway")
    nothing = "On the 3 maps that you may see, I find nothing that stands out"
    assert nothing in asks(dil)[0]
    assert asks(dil)[0].endswith("nothing is overdue. Retrospectives are left out.")
    for channel in MAPS.values():
        team.room.says(dil, Standing.OUTSIDE, channel)
    assert "I know no map that you may see, but for retrospectives, which are left out here." in asks(dil)[0]


def test_the_own_page_leads_there(team: Team) -> None:
    buttons = team.facilitator.home(team.member("ana").who).buttons
    assert [button.label for button in buttons] == ["Where it hurts, on all maps"]
    assert team.member("ana").presses(buttons[0].command).startswith("On the 3 maps")


def test_in_german(team: Team) -> None:
    feels(team, "Groceries", "Die Kasse", -1)
    revealed(team, "Groceries")
    told = team.member("dil", locale="de-DE").types("brennpunkte")
    assert "- Die Kasse: −1 (unangenehm) für Maya. Groceries in #C1" in told.splitlines()


def test_on_a_single_map_what_hurts_is_told_and_its_title_once(tmp_path: Path) -> None:
    with gathered(tmp_path) as team:
        ana = team.member("ana")
        ana.asks("start Groceries", template="empty")
        feels(team, "Groceries", "The till", -2, -2)
        write(
            team,
            "Groceries",
            Challenge(key="c", text="The queue is too long", severity=3, pain=Pain.MET, stage="Groceries.s"),
            Improvement(key="i", text="A second till", owner="<@UANA>", due=date(2026, 5, 1)),
        )
        told = ana.types("hotspots")
        assert "What is felt on it is hidden until the reveal, so it is not here." in told
        assert "The till" not in told
        revealed(team, "Groceries")
        told = ana.types("hotspots")
        assert "hidden" not in told
        assert told.splitlines()[0].startswith("Where it hurts most on Groceries in #C1, the one map that you may see.")
        assert "- The till: −2 (dreadful) to Maya." in told
        assert "- “The queue is too long”, severity 3 of 3" in told
        assert told.partition("Go on there")[0].count("Groceries") == 1
        assert "\n\n\n" not in told


def test_what_hurts_and_is_done_about_stands_last_and_says_so(tmp_path: Path) -> None:
    with gathered(tmp_path) as team:
        ana = team.member("ana")
        ana.asks("start Groceries", template="empty")
        feels(team, "Groceries", "The till", 1, 2)
        queue = Challenge(key="c", text="The queue is too long", severity=3, pain=Pain.MET, stage="Groceries.s")
        light = Challenge(key="d", text="It is dark", severity=1, pain=Pain.MET, stage="Groceries.s")
        till = Improvement(key="i", text="A second till", challenges=("c",), status=Status.DONE)
        half = Improvement(key="j", text="A third one", challenges=("c",), status=Status.DOING)
        write(team, "Groceries", queue, light, till, half)
        worst, other = (line for line in asks(ana) if line.startswith("- “"))
        assert (worst, other) == ("- “The queue is too long”, severity 3 of 3", "- “It is dark”, severity 1 of 3")
        write(team, "Groceries", replace(half, status=Status.DONE))
        assert [line for line in asks(ana) if line.startswith("- “")] == [
            "- “It is dark”, severity 1 of 3",
            "- “The queue is too long”, severity 3 of 3; what was to help is done",
        ]


def test_among_several_maps_it_says_how_many_hide_what_is_felt(team: Team) -> None:
    feels(team, "Groceries", "The till", -2, -2)
    feels(team, "Kettles", "The shelf", -1, -1)
    revealed(team, "Kettles")
    told = team.member("ana").types("hotspots")
    assert "What is felt on one of them is hidden until the reveal, so it is not here." in told
    assert "The shelf" in told
