"""`ask`: a facilitator gets a link and a code, and later the results; below five answers nobody gets anything."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from journeybot.exports import FORMATS
from tests.customers import ask, ask_anew, begin, responses, say
from tests.team import NOON, PUBLIC_URL, Member, Team, gathered


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as found:
        begin(found)
        yield found


@pytest.fixture
def ana(team: Team) -> Member:
    return team.member("ana")


def asks(member: Member, **answers: str) -> str:
    """Fill the dialog in."""
    usual = {"touchpoint": "till", "scale": "csat", "wording": "en/order"}
    return member.fills(**usual | answers)


def test_a_link_is_given_and_given_again_and_stays_when_something_is_changed(team: Team, ana: Member) -> None:
    assert ana.types("ask") == "<Ask customers>"
    told = asks(ana)
    (kept,) = team.store.questionnaires.of("T1", team.workshop.key)
    link = f"{PUBLIC_URL}/q/{kept.link}"
    assert "The code for the shop window" in told
    question = "How satisfied are you with the way you could order from us?"
    assert f"The till · CSAT · open\n“{question}”\n{link} [Code as a picture] [Change]" in told
    assert link in ana.types("ask")
    ana.presses("ask", f"change/{kept.key}")
    assert "what hangs in the window still holds" in asks(ana, question="Was it warm?", closes_on="2026-05-31")
    (changed,) = team.store.questionnaires.of("T1", team.workshop.key)
    assert (changed.link, changed.question) == (kept.link, "Was it warm?")
    assert f"open until 31 May 2026\n“Was it warm?”\n{link}" in ana.types("ask")


def test_the_dialog_opens_with_what_was_said_before(team: Team, ana: Member) -> None:
    kept = ask(team, scale="nps", moment="own", question="Would you?", language="de")
    ana.presses("ask", f"change/{kept.key}")
    assert ana.form is not None
    first = {field.name: field.initial for field in ana.form.fields}
    assert (first["scale"], first["wording"], first["question"]) == ("nps", "de/own", "Would you?")
    assert ana.offered("touchpoint") == ["The till"]


WRONG: tuple[tuple[dict[str, str], str], ...] = (
    ({"wording": "en/own"}, "question! Write your own question here"),
    ({"opens_on": "2026-06-02", "closes_on": "2026-06-01"}, "closes_on! It would close before it opens."),
    ({"closes_on": "2026-05-02"}, "closes_on! That day is over, so nobody could answer."),
    ({"touchpoint": "gone"}, "touchpoint! "),
    ({"wording": "xx/order"}, "wording! "),
)


def test_what_cannot_be_is_said_at_its_field(team: Team, ana: Member) -> None:
    ana.types("ask")
    for answers, said in WRONG:
        assert said in asks(ana, **answers)
    assert team.store.questionnaires.of("T1", team.workshop.key) == ()


def test_nobody_is_said_to_be_asked_before_it_opens(team: Team, ana: Member) -> None:
    ana.types("ask")
    told = asks(ana, opens_on="2026-06-01")
    assert "Customers can answer from 1 June 2026 on" in told
    assert "can be asked now" not in told
    assert "opens on 1 June 2026" in told


def test_for_a_closed_page_no_code_is_offered(team: Team, ana: Member) -> None:
    ask(team, closes_on=date(2026, 4, 1))
    told = ana.types("ask")
    assert "The till · CSAT · closed" in told
    assert "[Change]" in told
    assert "[Code as a picture]" not in told


def test_only_facilitators_ask_and_only_where_customers_can_come(team: Team, ana: Member) -> None:
    kept = ask(team)
    for typed in ("ask", "ask results"):
        told = team.member("ben").types(typed)
        assert "Only who facilitates" in told
        assert kept.link not in told
    team.facilitator._public_url = ""
    assert "has to set PUBLIC_URL" in ana.types("ask")


def test_of_four_answers_nothing_is_told_and_of_five_everything(team: Team, ana: Member) -> None:
    about = ask(team)
    assert "No customer has answered yet" in ana.types("ask results")
    for page in range(4):
        say(team, about, f"{page}", 5, "Warm bread")
    told = ana.types("ask results")
    assert "The till · CSAT: 4 of the 5 answers that it takes" in told
    assert "Warm bread" not in told
    say(team, about, "fifth", 1, "Too *loud* <!channel>")
    told = ana.types("ask results")
    assert (
        "The till · CSAT: 4 of 5 satisfied (80 %); of all customers probably between 38 and 96 %. Mean 4.2 of 5."
        in told
    )
    deletes = "[Delete the comment] [Delete the answer]"
    loud, warm = f"1, 4 May 2026: “Too *loud* <!channel>” {deletes}", f"5, 4 May 2026: “Warm bread” {deletes}"
    assert told.index(loud) < told.index(warm)


def test_results_in_german_are_asked_for_in_german(team: Team) -> None:
    about = ask_anew(team, scale="ces")
    effortless = ask_anew(team, scale="ces")
    for page in range(5):
        say(team, about, f"{page}", 7)
        say(team, effortless, f"{page}", 5 + page // 3)
    team.member("ana", locale="de-DE")
    told = team.member("ana").types("fragen ergebnisse")
    assert "CES: im Mittel 7 von 7 aus 5 Antworten; bei allen Kunden wahrscheinlich zwischen 4,2 und 7." in told
    assert "CES: im Mittel 5,4 von 7 aus 5 Antworten; bei allen Kunden wahrscheinlich zwischen 3 und 7." in told


def test_what_is_not_shown_is_counted_and_a_press_away(team: Team, ana: Member) -> None:
    about = ask(team)
    for page in range(13):
        say(team, about, f"{page}", comment=f"Word {page:02}")
    told = ana.types("ask results")
    assert words_in(told) == [12, 11, 10, 9, 8]
    assert "… and 8 more [All comments]" in told
    told = ana.presses("ask", "results/0/csat/till")
    assert "1 to 10 of 13 comments" in told
    assert words_in(told) == [*range(12, 2, -1)]
    assert [button.label for button in ana.offered_buttons] == ["Earlier", "Results"]
    told = ana.presses("ask", ana.offered_buttons[0].argument)
    assert words_in(told) == [2, 1, 0]
    assert "11 to 13 of 13 comments" in told


def words_in(told: str) -> list[int]:
    """The comments that stand in a list, by their number."""
    return [int(number) for number in re.findall(r": “Word (\d+)”", told)]


def test_a_comment_goes_and_its_score_stays_and_the_list_stays_open(team: Team, ana: Member) -> None:
    about = ask(team)
    for page in range(13):
        say(team, about, f"{page}", comment=f"Word {page:02}")
    rude = next(one for one in responses(team, about) if one.comment == "Word 01")
    told = ana.presses("ask", f"without/10/{rude.key}")
    assert "Deleted the comment of 4 May 2026: “Word 01”. The score beside it, 4, still counts." in told
    assert "11 to 12 of 12 comments" in told
    assert words_in(told.split("comments, the newest first", 1)[1]) == [2, 0]
    assert (len(responses(team, about)), ana.offered_buttons[0].label) == (13, "Undo")
    told = ana.presses("ask", f"gone//{rude.key}")
    assert "Deleted the answer of 4 May 2026: 4. It no longer counts." in told
    assert "12 of 12 satisfied" in told
    ana.types("undo")
    ana.types("undo")
    assert next(one for one in responses(team, about) if one.key == rude.key) == rude
    assert "Only who facilitates" in team.member("ben").presses("ask", f"gone//{rude.key}")
    assert len(responses(team, about)) == 13


@pytest.mark.parametrize("press", ["without//", "gone//"])
def test_once_the_map_is_finished_an_old_list_takes_no_answer_away(team: Team, ana: Member, press: str) -> None:
    about = ask(team)
    say(team, about, "1", comment="Rude")
    (rude,) = responses(team, about)
    ana.asks("close")
    assert "is finished" in ana.presses("ask", f"{press}{rude.key}")
    assert responses(team, about) == [rude]


def test_an_answer_can_be_deleted_and_undone(team: Team, ana: Member) -> None:
    about = ask(team)
    for page in range(6):
        say(team, about, f"{page}", comment=f"Word {page}")
    rude = next(one for one in responses(team, about) if one.comment == "Word 3")
    assert "Deleted: “Word 3”." in ana.presses("delete", rude.key)
    assert "Word 3" not in ana.types("ask results")
    ana.types("undo")
    assert "Word 3" in ana.types("ask results")


def test_the_code_leads_to_the_page(team: Team, ana: Member) -> None:
    kept = ask(team)
    ana.presses("ask", f"code/{kept.key}")
    (showing,) = [one for one in team.store.due(NOON, most=9) if one.what.get("format") == "code"]
    found = team.facilitator.code("T1", showing.workshop, showing.what["questionnaire"])
    assert found.address == f"{PUBLIC_URL}/q/{kept.link}"
    assert found.address in found.words
    assert found.address in found.alt
    assert "How satisfied are you with the way you could order from us?" in found.words


def test_two_codes_have_two_names(team: Team) -> None:
    kept = [ask(team), ask(team, scale="nps"), ask_anew(team)]
    names = {team.facilitator.code("T1", team.workshop.key, one.key).what for one in kept}
    assert names == {f"code for customers, {what}" for what in ("The till CSAT", "The till NPS", "The counter CSAT")}


def test_four_answers_are_in_no_file_and_five_are(team: Team) -> None:
    about = ask(team)
    for page in range(4):
        say(team, about, f"{page}", 2, "Canary comment")
    few = team.facilitator.journey("T1", team.workshop.key)
    say(team, about, "fifth")
    enough = team.facilitator.journey("T1", team.workshop.key)
    for name in ("json", "csv", "md", "html"):
        assert b"Canary comment" not in FORMATS[name].make(few), name
        assert b"Canary comment" in FORMATS[name].make(enough), name
