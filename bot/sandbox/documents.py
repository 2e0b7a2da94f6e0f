"""Files that were sent: kept once by content, known to the bot by file ids."""

import base64
import hashlib
import mimetypes
import struct
from dataclasses import dataclass

from bot.sandbox.refusals import Refusal, bad_request
from bot.sandbox.wire import Json

PHOTO_LIMIT = 10 * 2**20
UPLOAD_LIMIT = 50 * 2**20
DOWNLOAD_LIMIT = 20 * 2**20
_SIDES_LIMIT = 10_000
_RATIO_LIMIT = 20
_JPEG_FRAMES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}


@dataclass(frozen=True, slots=True)
class Document:
    """One file; width and height in pixels are set where it was sent as a picture."""

    file_id: str
    unique_id: str
    name: str
    mime_type: str
    data: bytes
    path: str
    width: int = 0
    height: int = 0

    def json(self) -> Json:
        """As a Document of the Bot API."""
        return {
            "file_name": self.name,
            "mime_type": self.mime_type,
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.data),
        }

    def sizes(self) -> list[Json]:
        """As the PhotoSize list of the Bot API (one size: the sandbox does not scale)."""
        return [
            {
                "file_id": self.file_id,
                "file_unique_id": self.unique_id,
                "file_size": len(self.data),
                "width": self.width,
                "height": self.height,
            },
        ]


class Archive:
    """All files of one sandbox."""

    def __init__(self) -> None:
        self._by_id: dict[str, Document] = {}
        self._by_path: dict[str, Document] = {}
        self._by_unique: dict[str, Document] = {}

    def document(self, data: bytes, name: str, mime_type: str | None = None) -> Document:
        """Keeps bytes as a document; the same bytes and name give the same file id.

        Raises `Refusal` (400) for an empty file, (413) for one of more than 50 MB.
        """
        if not data:
            raise bad_request("file must be non-empty")
        if len(data) > UPLOAD_LIMIT:
            raise Refusal(413, "Request Entity Too Large")
        guessed = mime_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
        return self._keep(data, name, guessed, "documents", (0, 0))

    def photo(self, data: bytes, name: str) -> Document:
        """Keeps bytes as a photo. Raises `Refusal` where Telegram could not make one of them."""
        if len(data) > PHOTO_LIMIT:
            raise bad_request("file is too big for a photo; the maximum size is 10485760 bytes")
        sides = dimensions(data)
        if sides is None:
            raise bad_request("IMAGE_PROCESS_FAILED")
        width, height = sides
        if width + height > _SIDES_LIMIT or max(sides) > _RATIO_LIMIT * max(min(sides), 1):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
        mime_type = mimetypes.guess_type(name)[0] or "image/png"
        return self._keep(data, name, mime_type, "photos", sides)

    def by_id(self, file_id: str) -> Document | None:
        """The file with this id, if there is one."""
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> Document | None:
        """The file at this `file_path`."""
        return self._by_path.get(path)

    def by_unique_id(self, unique_id: str) -> Document | None:
        """The file with this unique id."""
        return self._by_unique.get(unique_id)

    def _keep(
        self, data: bytes, name: str, mime_type: str, folder: str, sides: tuple[int, int]
    ) -> Document:
        digest = hashlib.sha256(folder.encode() + name.encode("utf-8", "replace") + b"\0" + data)
        code = base64.urlsafe_b64encode(digest.digest()).decode().rstrip("=")
        file_id = ("AgAC" if folder == "photos" else "BQAC") + code
        known = self._by_id.get(file_id)
        if known is not None:
            return known
        suffix = name[name.rfind(".") :] if "." in name else ""
        ending = "".join(c for c in suffix if c.isalnum() or c == ".")
        path = f"{folder}/file_{len(self._by_id)}{ending}"
        kept = Document(file_id, f"AQAD{code[:12]}", name, mime_type, data, path, *sides)
        self._by_id[file_id] = self._by_path[path] = self._by_unique[kept.unique_id] = kept
        return kept


def dimensions(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG, JPEG or GIF; None if it is none of these."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:  # noqa: PLR2004 - PNG header
        width, height = struct.unpack(">II", data[16:24])
        return int(width), int(height)
    if data.startswith((b"GIF87a", b"GIF89a")) and len(data) >= 10:  # noqa: PLR2004 - GIF header
        width, height = struct.unpack("<HH", data[6:10])
        return int(width), int(height)
    if data.startswith(b"\xff\xd8"):
        return _jpeg_dimensions(data)
    return None


def _jpeg_dimensions(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:  # noqa: PLR2004 - JPEG marker
        if data[at + 1] in _JPEG_FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return int(width), int(height)
        at += 2 + int(struct.unpack(">H", data[at + 2 : at + 4])[0])
    return None
