"""Where file bytes go in (/upload/<ticket>) and come out (/files/<id>/<name>)."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.sandbox.files import Files
from bot.sandbox.methods.call import Installation
from bot.sandbox.people import BOT
from bot.sandbox.refusals import Refusal

# Nothing in an uploaded file may run in the sandbox's own page.
_HARMLESS = {"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}


def routes(files: Files, installation: Installation) -> list[Route]:
    """Uploading and downloading. What a person handed in is shown only to an app that may read files; others are sent
    to the sign-in page, as Slack does."""

    async def upload(request: Request) -> Response:
        try:
            file = files.receive(request.path_params["ticket"], await _content(request))
        except Refusal as refusal:
            return PlainTextResponse(" ".join([refusal.error, *refusal.messages]), 400)
        return PlainTextResponse(f"OK - {file.length}")

    async def download(request: Request) -> Response:
        found = files.known([request.path_params["id"]])
        if not found or found[0].content is None:
            return PlainTextResponse("There is no such file.", 404)
        if found[0].user != BOT and not _may_read(request, installation):
            return RedirectResponse("/?signin", 302)
        headers = {"x-content-type-options": "nosniff", **_HARMLESS}
        return Response(found[0].content, media_type=found[0].mimetype, headers=headers)

    return [
        Route("/upload/{ticket}", upload, methods=["POST"]),
        Route("/files/{id}", download),
        Route("/files/{id}/{name:path}", download),
    ]


def _may_read(request: Request, installation: Installation) -> bool:
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    return token == installation.bot_token and "files:read" in installation.scopes


async def _content(request: Request) -> bytes:
    """The bytes of a raw body, or of the first file in a form."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await request.body()
    async with request.form() as form:
        for value in form.values():
            if not isinstance(value, str):
                return await value.read()
    return b""
