"""How the pages for customers look: the form with what was typed in it, or a heading and a few words."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from starlette.responses import Response

from bot.web.handed_in import HandedIn, Problems
from bot.web.paper import sent
from journeybot.questionnaires import LONGEST_COMMENT, Questionnaire
from journeybot.results import ENOUGH, SCALES
from journeybot.wording import PLAIN, Wording

A_DAY = 24 * 60 * 60
"""Seconds for which a browser shows the same page again, with the same number in it."""

UNLISTED = {"x-robots-tag": "noindex"}

_HERE = Path(__file__).parent


def asking(asked: Questionnaire, typed: HandedIn, *, problems: Problems | None = None, status: int = 200) -> Response:
    """The form. As it is at first, its browser keeps it for a day: who opens the link again meets the same page, and
    what is sent from that replaces what was sent from it before."""
    words = Wording(asked.language, markup=PLAIN)
    found = (problems or {}).items()
    wrong = {field: words.say(f"questionnaire.page.{one.why}", **one.gaps) for field, one in found}
    question = asked.question or words.say(f"questionnaire.{asked.moment}.{asked.scale}")
    form: dict[str, object] = {
        "action": f"/q/{asked.link}/answer",
        "question": question,
        "scale": asked.scale,
        "answers": _answers(asked, words),
        "chosen": typed.answer,
        "comment": typed.comment,
        "page": typed.page,
        "problems": list(wrong.items()),
        "wrong": wrong,
    }
    title = f"{words.say('questionnaire.page.wrong_title')}: {question}" if wrong else question
    kept = words.say("questionnaire.page.kept", enough=ENOUGH)
    form["at_most"] = words.say("questionnaire.page.at_most", longest=LONGEST_COMMENT)
    html = _rendered(words, title=title, form=form, kept=kept)
    return sent(html, _style(), status=status, forms=True, kept=0 if wrong else A_DAY, besides=UNLISTED)


def saying(language: str, which: str, *, status: int = 200, back: str = "", **gaps: object) -> Response:
    """A heading and a few words; `back` leads to the form."""
    words = Wording(language, markup=PLAIN)
    heading, text = words.say(f"questionnaire.{which}.heading"), words.say(f"questionnaire.{which}.text", **gaps)
    html = _rendered(words, title=heading, form=None, heading=heading, text=text, back=back)
    return sent(html, _style(), status=status, besides=UNLISTED)


def _answers(asked: Questionnaire, words: Wording) -> list[tuple[str, str]]:
    """Every answer with what stands on it; of the longer scales only the ends have words."""
    lowest, highest = SCALES[asked.scale]
    called = words.words(f"questionnaire.{asked.scale}")
    return [(str(value), called.get(str(value), "")) for value in range(lowest, highest + 1)]


def _rendered(words: Wording, **given: object) -> str:
    return _template().render(language=words.language, style=_style(), words=words.words("questionnaire"), **given)


@cache
def _style() -> str:
    return (_HERE / "questionnaire.css").read_text("utf-8")


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("questionnaire.html.j2")
