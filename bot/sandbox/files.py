"""Files: a place to upload to, the bytes, and the delay until Slack has looked at them."""

import mimetypes
from dataclasses import dataclass
from pathlib import PurePath

from bot.sandbox import Json
from bot.sandbox.clock import Clock
from bot.sandbox.ids import new_id, new_secret
from bot.sandbox.people import BOT
from bot.sandbox.refusals import Refusal

IMAGES = ("image/png", "image/jpeg", "image/gif")


@dataclass
class File:
    """One file. `scanned` turns true a moment after completion: before that its kind is not told."""

    id: str
    name: str
    length: int
    created: int
    ticket: str
    alt_txt: str = ""
    title: str = ""
    content: bytes | None = None
    completed: bool = False
    scanned: bool = False
    user: str = BOT

    @property
    def mimetype(self) -> str:
        """What its name says it is."""
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    @property
    def path(self) -> str:
        """Where the sandbox serves it."""
        return f"/files/{self.id}/{PurePath(self.name).name}"


class Files:
    """Everything uploaded, by id."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._files: dict[str, File] = {}

    def expect(self, name: str, length: int, alt_txt: str = "") -> File:
        """Announces a file of so many bytes; its `ticket` is the upload address."""
        file = File(new_id("F"), name, length, int(self._clock.now()), new_secret(), alt_txt, name)
        self._files[file.id] = file
        return file

    def hand_in(self, name: str, content: bytes, person: str) -> File:
        """What a person puts into a dialog: it is theirs, in no channel, and told at once."""
        file = self.expect(PurePath(name).name or "file", len(content))
        file.content, file.user, file.completed, file.scanned = content, person, True, True
        return file

    def receive(self, ticket: str, content: bytes) -> File:
        """Takes the bytes at an upload address; refuses an unknown or used one, and a length not as announced."""
        file = next((one for one in self._files.values() if one.ticket == ticket), None)
        if file is None or file.content is not None:
            raise Refusal("file_not_found")
        if len(content) != file.length:
            raise Refusal("invalid_length", f"expected {file.length} bytes, got {len(content)}")
        file.content = content
        return file

    def uploaded(self, file_id: str) -> File:
        """A file whose bytes have arrived and which was not completed before; else `file_not_found`."""
        file = self._files.get(file_id)
        if file is None or file.content is None or file.completed:
            raise Refusal("file_not_found")
        return file

    def finished(self, file_id: str) -> File:
        """A completed file; else `file_not_found`."""
        file = self._files.get(file_id)
        if file is None or not file.completed:
            raise Refusal("file_not_found")
        return file

    def is_image(self, slack_file: Json) -> bool:
        """Whether a `slack_file` object names a scanned PNG, JPEG or GIF, by id or by url."""
        named = str(slack_file.get("id") or str(slack_file.get("url", "")).rpartition("/files/")[2].split("/")[0])
        file = self._files.get(named)
        return file is not None and file.scanned and file.mimetype in IMAGES

    def delete(self, file_id: str) -> None:
        """Removes a file; else `file_not_found`."""
        self.finished(file_id)
        del self._files[file_id]

    def known(self, file_ids: list[str]) -> list[File]:
        """Those of these files that still exist."""
        return [self._files[one] for one in file_ids if one in self._files]


def file_object(file: File, channels: list[str], base_url: str) -> Json:
    """A file as Slack describes it; until it is scanned, neither its kind nor its channels are told."""
    seen = file.scanned
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "mimetype": file.mimetype if seen else "",
        "filetype": PurePath(file.name).suffix.lstrip(".") if seen else "",
        "pretty_type": PurePath(file.name).suffix.lstrip(".").upper() if seen else "",
        "user": file.user,
        "mode": "hosted",
        "file_access": "visible",
        "is_external": False,
        "size": file.length,
        "has_rich_preview": False,
        "media_display_type": "unknown",
        "is_public": seen and bool(channels),
        "channels": channels if seen else [],
        "groups": [],
        "ims": [],
        "shares": {},
        "alt_txt": file.alt_txt,
        "url_private": base_url + file.path,
        "url_private_download": base_url + file.path,
        "permalink": base_url + file.path,
    }
