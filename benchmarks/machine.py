"""What the figures were measured on, and where tables are kept."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

RESULTS = Path(__file__).parent / "RESULTS.md"


def machine_line(*packages: str) -> str:
    """Return one line on the machine and the versions; no host name, no path."""
    versions = "".join(f", {package} {version(package)}" for package in packages)
    return (
        f"{platform.machine()}, {os.cpu_count()} cores, "
        f"{platform.python_implementation()} {platform.python_version()}{versions}."
    )


def markdown_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table, figures to the right."""
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def keep_section(title: str, body: str) -> None:
    """Write a section of the results file in the place of the one with the same title."""
    text = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "# Measured\n"
    head, *sections = text.split("\n## ")
    kept = [section for section in sections if not section.startswith(f"{title}\n")]
    parts = [
        head.rstrip(),
        *(f"## {part.strip()}" for part in sorted([*kept, f"{title}\n\n{body}"])),
    ]
    RESULTS.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
