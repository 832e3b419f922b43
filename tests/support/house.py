"""Read the project's own files, for the rules of the house."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("app", "benchmarks", "migrations", "scripts", "tests")


def tracked_files() -> list[Path]:
    """Return the files of the project, as git knows them, in order."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    files = [ROOT / name for name in listed.stdout.split("\0") if name]
    return sorted(file for file in files if file.is_file())


def texts() -> Iterator[tuple[Path, str]]:
    """Yield each tracked text file, as path from the root and content."""
    for file in tracked_files():
        try:
            yield file.relative_to(ROOT), file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def modules(*folders: str) -> list[Path]:
    """Return the Python files of folders of the project, of all its code by default.

    Migrations are left out: each is written once by Alembic, as long as the change it makes.
    """
    found = [file for folder in folders or CODE for file in (ROOT / folder).rglob("*.py")]
    written = [file for file in found if file.parent.name != "versions"]
    return sorted(written + ([] if folders else [ROOT / "config.py"]))


def templates() -> list[Path]:
    """Return the templates, in order."""
    return sorted(file for file in (ROOT / "templates").rglob("*") if file.is_file())


def length(file: Path) -> int:
    """Return the number of lines of a file."""
    return len(file.read_text(encoding="utf-8").splitlines())


def name(file: Path) -> str:
    """Return the path from the root, with slashes."""
    return file.relative_to(ROOT).as_posix()


def functions(file: Path) -> Iterator[ast.FunctionDef]:
    """Yield the functions of a module, methods and inner ones too."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield node


def body_lines(function: ast.FunctionDef) -> int:
    """Return the lines of a function's body, blank lines and docstring apart."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    lines = {line for node in body for inner in ast.walk(node) for line in _lines_of(inner)}
    return len(lines)


def is_view(function: ast.FunctionDef) -> bool:
    """Whether a function is mounted on an address."""
    words = " ".join(ast.unparse(decorator) for decorator in function.decorator_list)
    return bool(re.search(r"\.(route|get|post)\(", words))


def imported(file: Path) -> set[str]:
    """Return the names of the modules that a module imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def _lines_of(node: ast.AST) -> range:
    if isinstance(node, ast.stmt | ast.expr) and node.end_lineno:
        return range(node.lineno, node.end_lineno + 1)
    return range(0)
