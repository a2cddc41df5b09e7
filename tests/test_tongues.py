"""Who reads what in which language: a German and an English person in one workshop, and whoever joins them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from journeybot import prompt_files, typed
from journeybot.exports import FORMATS
from journeybot.prompt_files import languages, prompts_folder, spoken
from journeybot.stage_templates import every, named
from journeybot.wording import Wording
from tests.team import Team, gathered


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with gathered(tmp_path) as found:
        found.member("anke", locale="de-AT")
        found.member("ben", locale="en-US")
        yield found


@pytest.fixture
def begun(team: Team) -> Team:
    """Anke has begun a map, with the seven stages."""
    team.member("anke").asks("start", title="Umzug")
    return team


def test_whoever_begins_is_told_so_in_their_language(team: Team) -> None:
    anke = team.member("anke")
    assert anke.types("start") == "<Journey Map beginnen>"
    assert anke.fills(title="Umzug").startswith("Umzug hat begonnen")


def test_a_map_has_the_language_of_whoever_began_it(begun: Team) -> None:
    assert "Wer reist?" in begun.card()
    assert "[Nächster Schritt]" in begun.card()
    stages = begun.store.journey("T1", begun.workshop.key).stages
    assert [stage.name for stage in stages][:2] == ["Aufmerksamkeit", "Interesse"]
    card = begun.facilitator.card("T1", begun.workshop.key)
    assert (card.language, card.buttons[0].language) == ("de", "de")


def test_two_people_in_one_workshop_are_each_asked_and_answered_in_their_own(begun: Team) -> None:
    anke, ben = begun.member("anke"), begun.member("ben")
    assert ben.types("add") == "<A persona>"
    assert anke.types("antworten") == "<Eine Persona>"
    assert ben.form is not None
    assert anke.form is not None
    assert (ben.form.submit, ben.form.language) == ("Save", "en")
    assert (anke.form.submit, anke.form.language) == ("Speichern", "de")
    assert "Saved: Maya." in ben.fills(name="Maya")
    assert "Gespeichert: Noor." in anke.fills(name="Noor")
    assert "Only who facilitates can do this" in ben.types("weiter")
    assert "Schritt 2 von 6, Phasen." in anke.types("next")


def test_what_all_see_is_in_the_language_of_the_map_whoever_asks(begun: Team) -> None:
    begun.member("ben").asks("persona", name="Maya")
    told = begun.member("ben").types("story")
    assert "Was hier passiert, steht noch nicht auf der Karte." in told
    assert told.endswith("[Post it in the thread]")
    key = begun.workshop.key
    assert "1 Persona" in begun.facilitator.text_of("T1", key, {"text": "summary"})
    posted = begun.facilitator.text_of("T1", key, {"text": "takeover", "person": "UBEN"})
    assert posted == "@UBEN moderiert diesen Workshop jetzt mit."


def test_who_says_nothing_is_spoken_to_in_the_language_of_the_map(begun: Team) -> None:
    silent = begun.member("silent")
    assert silent.types("mine").startswith("Du hast hier noch nichts geschrieben.")
    elsewhere = begun.member("silent", channel="C9")
    assert "No map has been started" in elsewhere.types("status")


def test_a_language_that_we_do_not_speak_is_answered_in_english(begun: Team) -> None:
    assert begun.member("chiara", locale="it-IT").types("add") == "<A persona>"


def test_what_is_wrong_with_an_answer_is_said_in_the_language_of_its_dialog(begun: Team) -> None:
    anke, ben = begun.member("anke"), begun.member("ben")
    assert "Eine Reise hat 2 bis 12 Phasen, eine in jeder Zeile; hier ist es 1." in anke.asks("phasen", lines="Eins")
    assert "A journey has 2 to 12 stages" in ben.asks("stages", lines="One")


@pytest.mark.parametrize(
    ("typed_", "said"),
    [
        ("hilfe", "`/journey weiter`  zum nächsten Schritt gehen"),
        ("kartte", "Meinst du `/journey karte`?"),
        ("zuruck", "Meinst du `/journey zurück`?"),
        ("nexxt", "Meinst du `/journey next`?"),
        ("zuru\u0308ck", "Das ist der erste Schritt"),
        ("STAND", "Schritt 1 von 6, Personas"),
        ("tempo langsam", "läuft jetzt langsam"),
        ("erinnerungen aus", "Keine Erinnerungen mehr."),
    ],
)
def test_commands_can_be_typed_in_german_too(begun: Team, typed_: str, said: str) -> None:
    assert said in begun.member("anke").types(typed_)


def test_english_help_shows_english_commands(begun: Team) -> None:
    told = begun.member("ben").types("hilfe alles")
    assert "`/journey touchpoints`  say where they meet us" in told
    assert "weiter" not in told


def test_what_a_line_says_of_a_stage_is_read_in_any_language(begun: Team) -> None:
    anke, ben = begun.member("anke"), begun.member("ben")
    anke.asks("phasen", lines="Ich suche | davor | Gefunden\nIch packe | During\nIch ruhe | danach | leer")
    ben.types("stages")
    assert ben.form is not None
    assert ben.form.fields[0].initial == "Ich suche | before | Gefunden\nIch packe | during\nIch ruhe | after | empty"
    anke.types("phasen")
    assert anke.form is not None
    assert (
        anke.form.fields[0].initial
        == "Ich suche | davor | Gefunden\nIch packe | währenddessen\nIch ruhe | danach | leer"
    )


def test_a_map_can_be_given_another_language(begun: Team) -> None:
    anke = begun.member("anke")
    anke.types("sprache")
    assert anke.offered("map") == ["Deutsch", "English"]
    assert "Die Sprache der Karte ist jetzt English." in anke.fills(map="en")
    assert "Who travels?" in begun.card()
    assert anke.types("antworten") == "<Eine Persona>"


def test_what_came_with_a_template_comes_along_into_another_language_and_what_was_typed_stays(team: Team) -> None:
    anke = team.member("anke")
    anke.types("start retro")
    anke.fills()
    anke.types("phasen")
    assert anke.form is not None
    ours = str(anke.form.fields[0].initial)
    anke.fills(lines=ours.replace(ours.splitlines()[0].split(" |")[0], "Unser Montag"))
    anke.asks("sprache", map="en")
    english = named("sprint_retrospective", "en")
    journey = team.store.journey("T1", team.workshop.key)
    assert [one.name for one in journey.stages] == ["Unser Montag", *(one.name for one in english.stages[1:])]
    assert [one.name for one in journey.touchpoints] == [t.name for one in english.stages for t in one.touchpoints]
    assert [one.name for one in journey.personas] == ["Our team"]
    anke.types("undo")
    assert [one.name for one in team.store.journey("T1", team.workshop.key).personas] == ["Unser Team"]


def test_a_workspace_can_settle_on_one_language(begun: Team) -> None:
    begun.member("anke").asks("sprache", people="en")
    assert begun.member("anke").types("add") == "<A persona>"
    assert "Wer reist?" in begun.card(), "the map keeps its own"
    begun.member("anke").asks("language", people="each")
    assert begun.member("anke").types("add") == "<Eine Persona>"


def test_files_are_in_the_language_of_the_map(begun: Team) -> None:
    begun.member("anke").asks("persona", name="Maya", age="34", quote="Er sagte „nein“ zu mir.")
    journey = begun.facilitator.journey("T1", begun.workshop.key)
    text = FORMATS["md"].make(journey).decode()
    assert "## Wer reist" in text
    assert "| **Zeitpunkt** | davor |" in text
    page = FORMATS["html"].make(journey).decode()
    assert '<html lang="de">' in page
    assert ">davor<" in page


def test_numbers_and_days_are_written_as_people_write_them() -> None:
    german, english = Wording("de"), Wording("en")
    assert (german.number(1234.5), english.number(1234.5)) == ("1.234,5", "1,234.5")
    assert [one.spoken_in("de-DE").language for one in (german, english)] == ["de", "de"]


@pytest.fixture
def with_a_third(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The words, and a folder more."""
    shutil.copytree(prompts_folder(), tmp_path / "prompts")
    shutil.copytree(tmp_path / "prompts" / "de", tmp_path / "prompts" / "nl")
    name = tmp_path / "prompts" / "nl" / "language.toml"
    name.write_text(name.read_text("utf-8").replace("Deutsch", "Nederlands"), "utf-8")
    remembered = (prompts_folder, languages, typed.meanings)
    monkeypatch.setattr(prompt_files, "HERE", tmp_path)
    for one in remembered:
        one.cache_clear()
    yield
    monkeypatch.undo()
    for one in remembered:
        one.cache_clear()


@pytest.mark.usefixtures("with_a_third")
def test_another_language_is_a_folder_more(team: Team) -> None:
    assert spoken("nl-BE") == "nl"
    piet = team.member("piet", locale="nl-NL")
    piet.asks("start", title="Verhuizing")
    assert team.workshop.about.language == "nl"
    assert [template.title for template in every("nl")] == [template.title for template in every("de")]
    piet.types("language")
    assert piet.offered("map") == ["Deutsch", "English", "Nederlands"]
