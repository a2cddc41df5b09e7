"""The ready-made stages: all there, well-formed, and found wherever journeybot is installed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from journeybot import prompt_files, stage_templates
from journeybot.journey import Phase
from journeybot.stage_templates import StageTemplate, every, named
from tests.team import gathered

CHANNELS = {"website", "social media", "e-mail", "phone", "chat", "app", "store", "person", "post", "other"}
WITH_STAGES = [template for template in every() if template.name != "empty"]


@pytest.fixture
def own_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A prompts folder that a facilitator has made, with one stages folder in it."""
    stages = tmp_path / "en" / "stages"
    stages.mkdir(parents=True)
    monkeypatch.setattr(stage_templates, "prompts_folder", lambda: tmp_path)
    every.cache_clear()
    yield stages
    every.cache_clear()


def test_the_seven_templates_are_offered_in_a_fixed_order() -> None:
    assert [template.title for template in every()] == [
        "Seven stages",
        "Five stages",
        "Path to purchase",
        "Before, during, after",
        "User journey on a website",
        "Sprint retrospective",
        "Empty",
    ]


def test_a_known_template_has_the_stages_that_its_title_promises() -> None:
    assert [stage.name for stage in named("seven_stages").stages] == [
        "Awareness",
        "Interest",
        "Consideration",
        "Purchase",
        "Usage",
        "Loyalty",
        "Advocacy",
    ]
    assert len(named("five_stages").stages) == 5
    assert named("empty").stages == ()


@pytest.mark.parametrize("template", WITH_STAGES, ids=lambda template: template.name)
def test_a_template_fits_a_workshop(template: StageTemplate) -> None:
    names = [stage.name for stage in template.stages]
    phases = [list(Phase).index(stage.phase) for stage in template.stages]
    assert 3 <= len(names) <= 12
    assert len(set(names)) == len(names)
    assert phases == sorted(phases), "time runs backwards"
    assert not any(stage.milestone for stage in template.stages), "what has been reached only the team can say"


@pytest.mark.parametrize("template", WITH_STAGES, ids=lambda template: template.name)
def test_every_stage_speaks_as_the_customer_and_knows_where_they_are_met(template: StageTemplate) -> None:
    for stage in template.stages:
        assert stage.customer_words.startswith("I "), stage.name
        names = [touchpoint.name for touchpoint in stage.touchpoints]
        assert (1 if template.flavour else 3) <= len(names) == len(set(names)) <= 5, stage.name
        assert {touchpoint.channel for touchpoint in stage.touchpoints} <= CHANNELS, stage.name
        # Slack cuts the text of a checkbox at 75 characters.
        assert all(len(name) <= 60 for name in [*names, stage.customer_words, stage.milestone])


def test_an_unknown_template_or_language_names_those_there_are() -> None:
    with pytest.raises(KeyError, match=r"no stage template 'six'.*five_stages"):
        named("six")
    with pytest.raises(KeyError, match=r"language 'tlh'.*en"):
        every("tlh")


def test_a_new_file_is_a_new_template(own_words: Path) -> None:
    (own_words / "visit.toml").write_text(
        'title = "A visit"\ndescription = "In and out"\norder = 9\n[[stages]]\nname = "Öffnen"\nphase = "before"\n',
        "utf-8",
    )
    assert [(template.name, template.stages[0].name) for template in every()] == [("visit", "Öffnen")]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('title = "A"\ndescription = ""\norder = 1\nstagez = []', "stagez"),
        ('title = "A"\ndescription = ""\norder = 1\n[[stages]]\nname = "S"\nphase = "later"', "later"),
        ('title = "A', "Unterminated string"),
    ],
)
def test_a_slip_in_a_file_is_told_with_the_name_of_the_file(own_words: Path, text: str, complaint: str) -> None:
    (own_words / "slip.toml").write_text(text, "utf-8")
    with pytest.raises(ValueError, match=rf"slip\.toml.*{complaint}"):
        every()


def test_the_words_are_found_beside_an_installed_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages" / "journeybot"
    shutil.copytree(prompt_files.prompts_folder(), package / "prompts")
    monkeypatch.setattr(prompt_files, "HERE", package)
    assert prompt_files.prompts_folder.__wrapped__() == package / "prompts"
    monkeypatch.setattr(prompt_files, "HERE", tmp_path / "nowhere" / "at" / "all")
    with pytest.raises(FileNotFoundError, match="words are missing"):
        prompt_files.prompts_folder.__wrapped__()


def test_only_a_milestone_that_somebody_wrote_is_told(tmp_path: Path) -> None:
    with gathered(tmp_path) as team:
        ana = team.member("ana")
        ana.asks("start A broken washing machine", template="before_during_after")
        ana.asks("persona", name="Maya")
        assert not any(stage.milestone for stage in team.store.journey("T1", team.workshop.key).stages)
        ana.types("stages")
        ana.fills(lines="Before | before | Repair agreed\nAfter | after")
        assert "Milestone: Repair agreed." in ana.types("story")
