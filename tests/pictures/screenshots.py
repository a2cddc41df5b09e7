"""Takes the README's pictures of the sandbox: plays the example with the real bot, and looks at it in a Chromium."""

from collections.abc import Callable

from playwright.sync_api import sync_playwright

from bot.commands.demo import answers
from bot.commands.demo.cast import Cast, offered
from bot.commands.demo.play import Play
from bot.commands.demo.theatre import theatre
from bot.sandbox.player import Person
from journeybot.exports import example_journey
from journeybot.journey import JourneyMap
from tests import browsers
from tests.pictures.camera import FOLDER, Camera

TO_DRAW = 60.0
"""Seconds that drawing and posting may take on a slow machine."""

Scene = Callable[[Camera, JourneyMap, list[Person]], None]


def start_dialog(camera: Camera, journey: JourneyMap, people: list[Person]) -> None:
    """Ana begins."""
    about = journey.about
    people[0].types("/journey start")
    said = {"title": about.title, "scenario": about.scenario, "destination": about.destination}
    camera.dialog("start", people[0], said)


def persona_dialog(camera: Camera, journey: JourneyMap, people: list[Person]) -> None:
    """Ben says who travels."""
    people[1].types("/journey add")
    camera.dialog("persona", people[1], answers.persona(journey.personas[0], answers.Fitting()))


def first_card(camera: Camera, _journey: JourneyMap, people: list[Person]) -> None:
    """The card in step 1, as Ana sees it, and whom else one can be."""
    camera.channel("card", people[0], height=620)
    camera.people("people", people[0], height=640)


def touchpoints_dialog(camera: Camera, journey: JourneyMap, people: list[Person]) -> None:
    """Ana says where they meet us."""
    people[0].types("/journey add")
    stage = journey.stages[1]
    given = answers.touchpoints(journey.touchpoints_of(stage.key), answers.Fitting())
    camera.dialog("touchpoints", people[0], {"stage": offered(people[0], "stage")[1], **given})


def moment_dialog(camera: Camera, journey: JourneyMap, people: list[Person]) -> None:
    """Ben says what they do and think, and how it feels to him."""
    people[1].types("/journey add")
    told = journey.moments[0]
    camera.dialog("moment", people[1], {"action": told.action, "thought": told.thought, "feeling": "-2"})


def fourth_card(camera: Camera, _journey: JourneyMap, people: list[Person]) -> None:
    """The card in step 4, as Ben sees it."""
    people[1].closes(everything=True)
    camera.channel("card-moments", people[1], height=700)


def challenge_dialog(camera: Camera, journey: JourneyMap, people: list[Person]) -> None:
    """Ana says what hurts."""
    people[0].types("/journey add")
    told = journey.challenges[0]
    given = {"text": told.text, "where": offered(people[0], "where")[1], "pain": str(told.pain)}
    camera.dialog("challenge", people[0], {**given, "need": told.need, "severity": str(told.severity)})


def improvement_dialog(camera: Camera, journey: JourneyMap, people: list[Person]) -> None:
    """Ben says what would help, and that he takes it on."""
    people[1].types("/journey improve")
    given = answers.improvement(journey.improvements[0], answers.Fitting())
    pains = offered(people[1], "challenges")[:2]
    camera.dialog("improvement", people[1], {**given, "challenges": pains, "owner": "Ben"})


def finished_map(camera: Camera, _journey: JourneyMap, people: list[Person]) -> None:
    """What the team gets: the map in the channel, story and files in the thread, a page for each of them."""
    ana, ben = people[0], people[1]
    ana.sandbox.wait_for(lambda: len(ben.files()) >= len(("map", "json", "md")), TO_DRAW)
    camera.channel("map", ben, height=1150)
    camera.thread("thread", ben)
    ana.opens_home()
    camera.home("home", ana)


SCENES: dict[str, tuple[Scene | None, Scene | None]] = {
    "The workshop begins": (start_dialog, None),
    "Personas": (persona_dialog, first_card),
    "Touchpoints": (touchpoints_dialog, None),
    "Moments": (moment_dialog, fourth_card),
    "Challenges": (challenge_dialog, None),
    "Improvements": (improvement_dialog, None),
}
"""Of each act of the play: what is photographed before it, and before the last that is done in it."""


def main() -> None:
    """Play and take every picture."""
    journey = example_journey()
    with theatre(people=5) as sandbox, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browsers.find(), args=["--no-sandbox"])
        people = [sandbox.person(one["name"]) for one in sandbox.get("people")["people"]][:5]
        camera = Camera(sandbox, browser, FOLDER)
        for title, acts in Play(journey, Cast(people, journey)).acts():
            before, after = SCENES.get(title, (None, None))
            for scene, some in ((before, acts[:-1]), (after, acts[-1:])):
                if scene:
                    scene(camera, journey, people)
                for act in some:
                    act()
        finished_map(camera, journey, people)
        browser.close()


if __name__ == "__main__":
    main()
