"""A journey of our own invention, still a plan: a bicycle is repaired while its owner works."""

from journeybot.journey import JourneyMap, MapState
from tests.pictures.build import Builder

ABOUT = {
    "scenario": "How a repair should go once the van is on the road.",
    "destination": "The bicycle is back at the office",
    "state": MapState.PLANNED,
    "revision": 9,
}


def bicycle() -> JourneyMap:
    """One persona, six touchpoints, no evidence yet: a small map."""
    b = Builder("I get my bicycle repaired while I work", about=ABOUT, participants=3)
    sam = b.persona("Sam Adeyemi", age=45, occupation="cycles to work, rain or shine", goals=("to ride home tonight",))
    b.stage("Notice it")
    flat = b.touchpoint("Flat tyre at the rack", context="Before the first meeting")
    b.moment(sam, flat, "Pushes the last bit", thought="Not today!", scores="-2 -1 -2")
    b.stage("Book")
    scan = b.touchpoint("Scan the code on the rack", "app", device="phone", moment_of_truth=True, importance=5)
    b.moment(sam, scan, "Scans, marks the tyre, sees price and time", thought="Oh, that was all?", scores="2 1 2")
    b.stage("Hand over")
    lock = b.touchpoint("Open the lock from afar", "app", device="phone", importance=4)
    b.moment(sam, lock, "Lets the mechanic take it", thought="I hope that is really them.", scores="-1 0 -1")
    b.stage("Wait")
    look = b.touchpoint("Photo of the damage", "chat")
    b.moment(sam, look, "Agrees to a new tyre from the meeting room", scores="1 1 1")
    b.stage("Ride home")
    back = b.touchpoint("Bicycle stands at the rack", "person", importance=5)
    b.moment(sam, back, "Finds it clean and pumped", thought="They even oiled the chain.", scores="2 2 2")
    pay = b.touchpoint("Pay", "app", device="phone", importance=2)
    b.moment(sam, pay, "Pays with a thumb", scores="1 0 1")
    b.challenge("Gives a key to a stranger", lock, severity=3, votes=5, need="to see who it is")
    price = b.challenge("Fears that the price will grow", look, severity=2, votes=3)
    b.improvement(
        "The mechanic's face and name before the lock opens", "challenge-1", impact=5, effort=2, owner="Mo", votes=4
    )
    b.improvement("A ceiling that only Sam can lift", price, strategy="simplify", impact=4, effort=1, owner="Ines")
    return b.map()
