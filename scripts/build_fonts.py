"""Build the two fonts of the site: `python -m scripts.build_fonts`.

Bricolage Grotesque (titles) and Source Sans 3 (text) come from PyPI under the SIL OFL 1.1. Each is
cut to the letters French pages need and written as woff2 in static/fonts/, which is not committed.
Nothing happens when the files are newer than the packages.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FONTS_FOLDER = Path(__file__).resolve().parent.parent / "static" / "fonts"

# Latin, Latin-1 and Latin Extended-A (ş, ł, ğ in names), then quotes, dashes, … € and minus.
LETTERS = [*range(0x20, 0x180), *map(ord, "–—‘’“”…€\u2212")]
FEATURES = ["ccmp", "kern", "liga", "lnum", "locl", "mark", "mkmk", "tnum"]


class MissingFontError(Exception):
    """A font package is not installed, or does not hold the file we know."""


@dataclass(frozen=True)
class Font:
    """A variable font of a package, and the axes we fix because the site never moves them."""

    package: str
    source: str
    target: str
    fixed_axes: Mapping[str, float] = field(default_factory=dict)


FONTS = (
    Font(
        "fontpkg-bricolage-grotesque",
        "BricolageGrotesque[opsz,wdth,wght].ttf",
        "bricolage-grotesque.woff2",
        {"opsz": 14, "wdth": 100},
    ),
    Font("fontpkg-source-sans-3", "SourceSans3[wght].ttf", "source-sans-3.woff2"),
)


def find_source(font: Font) -> Path:
    """Return the font file of the installed package.

    Raises:
        MissingFontError: the package, or its file, is absent.
    """
    try:
        distribution(font.package)
    except PackageNotFoundError as error:
        raise MissingFontError(f"le paquet {font.package} n’est pas installé") from error
    path = Path(str(resources.files(font.package.replace("-", "_")) / "files" / font.source))
    if not path.is_file():
        raise MissingFontError(f"{font.package} ne contient pas {font.source}")
    return path


def is_fresh(target: Path, source: Path) -> bool:
    """Say whether the built file is newer than the font it comes from and than this script."""
    if not target.is_file():
        return False
    built = target.stat().st_mtime
    return built >= max(source.stat().st_mtime, Path(__file__).stat().st_mtime)


def build(font: Font, source: Path, target: Path) -> None:
    """Cut one font to our letters and write it as woff2; a file never stays half written."""
    cut = TTFont(source)
    if font.fixed_axes:
        cut = instantiateVariableFont(cut, font.fixed_axes)
    for glyph in cut.getGlyphOrder():
        # The subsetter wants an entry for every glyph; some have no variation and carry none.
        cut["gvar"].variations.setdefault(glyph, [])
    options = Options()
    options.layout_features = FEATURES
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(cut)
    cut.flavor = "woff2"
    draft = target.with_suffix(".tmp")
    cut.save(draft)
    draft.replace(target)


def main() -> int:
    """Build what is missing or old; return 0, or 1 with a message when a package is missing."""
    FONTS_FOLDER.mkdir(parents=True, exist_ok=True)
    for font in FONTS:
        target = FONTS_FOLDER / font.target
        try:
            source = find_source(font)
        except MissingFontError as error:
            print(f"Polices : {error}. Lancez « make install ».", file=sys.stderr)
            return 1
        if not is_fresh(target, source):
            build(font, source, target)
            print(f"Polices : {font.target}, {target.stat().st_size // 1000} ko")
    return 0


if __name__ == "__main__":
    sys.exit(main())
