"""Ready-made stages with the touchpoints that usually belong there, so that nobody has to start from nothing."""

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from journeybot.journey import Phase, Stage, Touchpoint
from journeybot.prompt_files import languages, prompts_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateTouchpoint:
    """Where a customer typically meets a company; `channel` is one of the usual ones, `device` is free text."""

    name: str
    channel: str
    device: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateStage:
    """A stage as a template proposes it; `customer_words` says it as the customer would ("I compare offers")."""

    name: str
    phase: Phase
    milestone: str = ""
    customer_words: str = ""
    touchpoints: tuple[TemplateTouchpoint, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StageTemplate:
    """A whole set of stages; `name` is the name of its file without `.toml`, `title` what a team reads, `flavour`
    that of the maps made with it."""

    name: str
    title: str
    description: str
    order: int
    flavour: str = ""
    stages: tuple[TemplateStage, ...] = ()


@cache
def every(language: str = "en") -> tuple[StageTemplate, ...]:
    """Return all templates of a language in the order in which a team is offered them.

    Raises KeyError if there is no such language, ValueError if a file cannot be understood.
    """
    folder = prompts_folder() / language / "stages"
    if not folder.is_dir():
        raise KeyError(f"no stage templates in the language {language!r}; there are: {', '.join(languages())}")
    return tuple(sorted(map(_read, folder.glob("*.toml")), key=lambda template: (template.order, template.name)))


def offered(language: str = "en") -> tuple[tuple[str, str], ...]:
    """The name of each template, and what stands on the choice: its title and its stages."""
    return tuple((one.name, _with_stages(one)) for one in every(language))


def _with_stages(template: StageTemplate) -> str:
    return ": ".join(filter(None, (template.title, ", ".join(stage.name for stage in template.stages))))


def named(name: str, language: str = "en") -> StageTemplate:
    """Return one template. Raises KeyError, naming those there are, if there is none of that name."""
    templates = {template.name: template for template in every(language)}
    if name not in templates:
        raise KeyError(f"no stage template {name!r}; there are: {', '.join(templates)}")
    return templates[name]


def in_language(note: Stage | Touchpoint, template: str, *, before: str, after: str) -> Stage | Touchpoint:
    """A note that came with a template, as it comes in another language; what somebody has called otherwise stays."""
    pairs = list(zip(named(template, before).stages, named(template, after).stages, strict=True))
    if isinstance(note, Stage):
        names = {old.name: new.name for old, new in pairs}
        milestones = {old.milestone: new.milestone for old, new in pairs}
        milestone = milestones.get(note.milestone, note.milestone)
        return replace(note, name=names.get(note.name, note.name), milestone=milestone)
    met = (both for old, new in pairs for both in zip(old.touchpoints, new.touchpoints, strict=True))
    for old, new in met:
        if note.name == old.name:
            channel = new.channel if note.channel == old.channel else note.channel
            device = new.device if note.device == old.device else note.device
            return replace(note, name=new.name, channel=channel, device=device)
    return note


def _read(path: Path) -> StageTemplate:
    try:
        told = tomllib.loads(path.read_text("utf-8"))
        stages = tuple(map(_stage, told.pop("stages", ())))
        return StageTemplate(name=path.stem, stages=stages, **told)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{path.name}: {error}") from error


def _stage(told: dict[str, Any]) -> TemplateStage:
    touchpoints = tuple(TemplateTouchpoint(**touchpoint) for touchpoint in told.pop("touchpoints", ()))
    return TemplateStage(phase=Phase(told.pop("phase")), touchpoints=touchpoints, **told)
