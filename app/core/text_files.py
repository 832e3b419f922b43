"""Text files that people bring: UTF-8, or what a spreadsheet of Windows saved."""

import codecs
from pathlib import Path

from app.core.errors import DomainError

LARGEST = 50_000_000
"""Bytes. The priority districts of the whole of France take 10.6 million."""
SAMPLE = 1_000_000
PIECE = 65_536
UTF_8, WINDOWS = "utf-8-sig", "cp1252"
UNREAD = "\ufffd"


class UnreadableFileError(DomainError):
    """The file is not what was asked for; the message says what is wrong with it."""

    status = 422


def read_text(file: Path, largest: int = LARGEST) -> str:
    """Return the text of a file, whatever its encoding.

    Args:
        largest: bytes.

    Raises:
        UnreadableFileError: too large, or no text at all.
    """
    with file.open("rb") as stream:
        content = stream.read(largest + 1)
    if len(content) > largest:
        raise UnreadableFileError(f"Ce fichier dépasse {largest // 1_000_000}\u00a0Mo.")
    if b"\0" in content:
        raise UnreadableFileError("Ce fichier n’est pas un fichier de texte.")
    for encoding in (UTF_8, _closest(content[:SAMPLE])):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFileError("Caractères illisibles\u00a0: enregistrez ce fichier en UTF-8.")


def guess_encoding(file: Path) -> str:
    """Return UTF-8, or Windows-1252 for a file that UTF-8 reads badly from its first accents on.

    One broken character among good accents is a broken character, not another encoding.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    with file.open("rb") as stream:
        try:
            while piece := stream.read(PIECE):
                decoder.decode(piece)
        except UnicodeDecodeError:
            stream.seek(0)
            return _closest(stream.read(SAMPLE))
    return UTF_8


def _closest(sample: bytes) -> str:
    text = sample.decode("utf-8", errors="replace")
    lost = text.count(UNREAD)
    accents = sum(character > "\x7f" for character in text) - lost
    return WINDOWS if lost > accents else UTF_8
