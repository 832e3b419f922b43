"""The two fonts are built from packages, once."""

from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from scripts import build_fonts


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where the fonts were just built."""
    target = tmp_path_factory.mktemp("fonts")
    for font in build_fonts.FONTS:
        build_fonts.build(font, build_fonts.find_source(font), target / font.target)
    return target


@pytest.mark.parametrize("font", build_fonts.FONTS, ids=lambda font: font.target)
def test_a_font_is_small_and_holds_french_letters(folder: Path, font: build_fonts.Font) -> None:
    path = folder / font.target

    letters = TTFont(path).getBestCmap()

    assert path.stat().st_size < 60_000
    assert {ord(letter) for letter in "àéèêëîïôùûçœÉÀŒ’«»–… şłğ"} <= set(letters)


def test_a_font_keeps_its_weights(folder: Path) -> None:
    axes = TTFont(folder / "bricolage-grotesque.woff2")["fvar"].axes

    assert [axis.axisTag for axis in axes] == ["wght"]


def test_a_fresh_font_is_not_built_again(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(build_fonts, "FONTS_FOLDER", folder)
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}

    assert build_fonts.main() == 0

    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_a_missing_package_fails_with_its_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def absent(name: str) -> None:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(build_fonts, "FONTS_FOLDER", tmp_path)
    monkeypatch.setattr(build_fonts, "distribution", absent)

    assert build_fonts.main() == 1
    assert "fontpkg-bricolage-grotesque" in capsys.readouterr().err
