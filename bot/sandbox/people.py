"""Who is in the workspace, and where they talk."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from bot.sandbox import Json


@dataclass(frozen=True)
class Person:
    """A member of the workspace: somebody to act as, or the bot itself."""

    id: str
    handle: str
    name: str
    real_name: str
    tz: str
    locale: str
    colour: str
    is_bot: bool = False

    @property
    def initials(self) -> str:
        """Two letters for a round picture."""
        return "".join(word[0] for word in self.real_name.split()[:2]).upper()

    def local_time(self, seconds: float) -> datetime:
        """A moment on this person's clock."""
        return datetime.fromtimestamp(seconds, ZoneInfo(self.tz))


@dataclass
class Channel:
    """A channel, or a person's direct messages with the bot (`kind` im, `user` the person)."""

    id: str
    name: str
    kind: Literal["channel", "im"] = "channel"
    is_private: bool = False
    members: list[str] = field(default_factory=list)
    user: str | None = None
    is_archived: bool = False

    @property
    def name_in_payloads(self) -> str:
        """Slack hides the names of private places from apps."""
        if self.kind == "im":
            return "directmessage"
        return "privategroup" if self.is_private else self.name

    @property
    def type_in_events(self) -> str:
        """The `channel_type` of events: channel, group (private) or im."""
        if self.kind == "im":
            return "im"
        return "group" if self.is_private else "channel"

    @property
    def scope_family(self) -> str:
        """The family of scopes (`channels:read`, `groups:read`, `im:read`) that opens this channel."""
        return {"im": "im", "group": "groups", "channel": "channels"}[self.type_in_events]


BOT = "U0SANDBOT"
SLACKBOT = "USLACKBOT"


@dataclass(frozen=True)
class Team:
    """The workspace's name and the ids that payloads carry: team, app, and the bot as an app sees itself."""

    id: str = "T0SANDBOX"
    name: str = "Acme"
    domain: str = "acme"
    app_id: str = "A0SANDBOX"
    bot_id: str = "B0SANDBOX"


CAST = (
    Person("U0ANA0001", "ana", "Ana", "Ana Ferreira", "Europe/Lisbon", "pt-PT", "2d6a8a"),
    Person("U0BEN0002", "ben", "Ben", "Ben Okafor", "America/New_York", "en-US", "8a4b2d"),
    Person("U0CHIARA3", "chiara", "Chiara", "Chiara Russo", "Europe/Rome", "it-IT", "6b3fa0"),
    Person("U0DILAN04", "dilan", "Dilan", "Dilan Yıldız", "Europe/Berlin", "de-DE", "2f7d4f"),
    Person("U0EMI0005", "emi", "Emi", "Emi Mori", "Asia/Tokyo", "ja-JP", "b03060"),
    Person("U0FARID06", "farid", "Farid", "Farid Haddad", "Africa/Cairo", "ar-EG", "5a5f00"),
)


def usual_channels() -> list[Channel]:
    """#journey and #random have the bot in them, #support and the private #secret-plans have not."""
    everybody = [person.id for person in CAST]
    return [
        Channel("C0JOURNEY", "journey", members=[*everybody, BOT]),
        Channel("C0RANDOM0", "random", members=[*everybody, BOT]),
        Channel("C0SUPPORT", "support", members=list(everybody)),
        Channel("C0SECRET0", "secret-plans", is_private=True, members=everybody[:2]),
    ]


def user_object(person: Person, team_id: str, now: float) -> Json:
    """A person as `users.info` shows them."""
    local = person.local_time(now)
    offset = local.utcoffset()
    return {
        "id": person.id,
        "team_id": team_id,
        "name": person.handle,
        "deleted": False,
        "color": person.colour,
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": str(local.tzname()),
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": {
            "real_name": person.real_name,
            "real_name_normalized": person.real_name,
            "display_name": person.name,
            "display_name_normalized": person.name,
            "status_text": "",
            "status_emoji": "",
            "team": team_id,
        },
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": int(now),
        "locale": person.locale,
    }
