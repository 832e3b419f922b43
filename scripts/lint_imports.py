"""Check the import contracts of pyproject.toml; print only what is broken."""

import contextlib
import io
import sys

from importlinter.cli import lint_imports


def main() -> int:
    """Return 0 when every contract is kept, else print the report and return its exit code."""
    report = io.StringIO()
    with contextlib.redirect_stdout(report):
        code = lint_imports(cache_dir=".import_linter_cache")
    if code:
        print(report.getvalue())
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
