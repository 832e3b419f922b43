"""Check the locks: everything pinned with hashes, no address, development holds runtime."""

import re
import sys
from pathlib import Path

RUNTIME = Path("requirements.lock")
DEVELOPMENT = Path("requirements-dev.lock")
LOCKS = (RUNTIME, DEVELOPMENT, Path("requirements-installer.lock"))
ADDRESS = re.compile(r"://|index-url|find-links|trusted-host")
PIN = re.compile(r"^[a-z0-9][a-z0-9._-]*==\S+")


def faults_of(lock: str) -> list[str]:
    """Return what is wrong with the text of one lock, empty when nothing is.

    A lock is a list of entries, each a pin followed by indented hash lines.
    """
    entries = re.split(r"\n(?=\S)", lock.strip())
    faults = [f"adresse : {line.strip()}" for line in lock.splitlines() if ADDRESS.search(line)]
    faults += [f"version non fixée : {entry}" for entry in entries if not PIN.match(entry)]
    faults += [f"sans empreinte : {entry}" for entry in entries if "--hash=sha256:" not in entry]
    return faults


def pins_of(lock: str) -> set[str]:
    """Return the `name==version ; marker` of each entry of a lock."""
    return {line.rstrip(" \\") for line in lock.splitlines() if PIN.match(line)}


def main() -> int:
    """Print the faults of all locks and return 1 when there is one."""
    faults = [f"{lock} : {fault}" for lock in LOCKS for fault in faults_of(_text(lock))]
    faults += [
        f"{DEVELOPMENT} n’a pas la version de {RUNTIME} : {pin}"
        for pin in sorted(pins_of(_text(RUNTIME)) - pins_of(_text(DEVELOPMENT)))
    ]
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


def _text(lock: Path) -> str:
    return lock.read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
