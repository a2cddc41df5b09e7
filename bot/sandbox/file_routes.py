"""Where file bytes go in (/upload/<ticket>) and come out (/files/<id>/<name>)."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.sandbox.files import Files
from bot.sandbox.refusals import Refusal

# Nothing in an uploaded file may run in the sandbox's own page.
_HARMLESS = {"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}


def routes(files: Files) -> list[Route]:
    """Uploading and downloading."""

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
        headers = {"x-content-type-options": "nosniff", **_HARMLESS}
        return Response(found[0].content, media_type=found[0].mimetype, headers=headers)

    return [
        Route("/upload/{ticket}", upload, methods=["POST"]),
        Route("/files/{id}", download),
        Route("/files/{id}/{name:path}", download),
    ]


async def _content(request: Request) -> bytes:
    """The bytes of a raw body, or of the first file in a form."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await request.body()
    async with request.form() as form:
        for value in form.values():
            if not isinstance(value, str):
                return await value.read()
    return b""
