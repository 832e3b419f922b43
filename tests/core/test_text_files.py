"""Text files people bring, whatever wrote them."""

import pytest

from app.core.text_files import UnreadableFileError, guess_encoding, read_text

WORDS = "Collège de l’Épeule\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_accents_are_read_in_the_encodings_people_have(tmp_path, encoding):
    file = tmp_path / "texte.csv"
    file.write_text(WORDS, encoding=encoding)

    assert read_text(file) == WORDS
    assert file.read_text(encoding=guess_encoding(file)) == WORDS


def test_one_broken_character_does_not_change_the_encoding(tmp_path):
    file = tmp_path / "texte.csv"
    file.write_bytes(WORDS.encode() * 3 + b"\xe9\n")

    assert guess_encoding(file) == "utf-8-sig"
    with pytest.raises(UnreadableFileError, match="UTF-8"):
        read_text(file)


@pytest.mark.parametrize(
    "content, words",
    [(b"PK\x03\x04\x00\x00", "fichier de texte"), (b"12345678901", "dépasse 0\u00a0Mo")],
)
def test_what_is_no_text_or_too_large_is_refused(tmp_path, content, words):
    file = tmp_path / "texte.csv"
    file.write_bytes(content)

    with pytest.raises(UnreadableFileError, match=words):
        read_text(file, largest=10)
