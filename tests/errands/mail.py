"""A post office that keeps the letters handed to it, and loses what it is told to lose."""

from dataclasses import dataclass, field

from journeybot.ports import Letter, Profile, Sent


@dataclass
class Mail:
    """Letters go to `letters`; `answers` are what the next ones come to; `knows` whether it can tell what arrived."""

    zones: dict[str, str] = field(default_factory=dict)
    letters: list[Letter] = field(default_factory=list)
    answers: list[Sent] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)
    knows: bool = True

    def send(self, letter: Letter) -> Sent:
        sent = self.answers.pop(0) if self.answers else Sent(message=f"ts{len(self.letters) + 1}")
        if sent.message:
            self.letters.append(letter)
        return sent

    def arrived(self, _tenant: str, to: str, *, key: str, thread: str = "") -> bool | None:
        there = any((one.to, one.key, one.thread) == (to, key, thread) for one in self.letters)
        return there if self.knows else None

    def profile(self, _tenant: str, person: str) -> Profile:
        return Profile(
            name="" if person in self.unknown else person, zone=self.zones.get(person, ""), gone=person in self.gone
        )
