"""Check that the tests reach every line of the pure modules; run after the tests."""

import sys
from pathlib import Path

from coverage import Coverage

PURE = (
    "app/matching/**/*.py",
    "app/*/rules.py",
    "app/*/explanation.py",
    "app/auth/patience.py",
    "app/auth/placing.py",
    "app/auth/sector_page.py",
    "app/core/gauges.py",
    "app/core/geometry.py",
    "app/core/suppression.py",
    "app/core/working_days.py",
    "app/referrals/corrections.py",
    "app/referrals/endings.py",
    "app/referrals/mentoring.py",
    "app/referrals/likeness.py",
    "app/referrals/moves.py",
    "app/referrals/offline_lines.py",
    "app/referrals/offline_words.py",
    "app/referrals/openings.py",
    "app/referrals/reasons.py",
    "app/referrals/sounds.py",
    "app/referrals/statuses.py",
    "app/referrals/steps.py",
    "app/referrals/undoing.py",
    "app/reports/choices.py",
    "app/reports/figures.py",
    "app/reports/pairs.py",
    "app/reports/periods.py",
    "app/steering/address.py",
    "app/steering/differences.py",
    "app/steering/expected.py",
    "app/steering/outlook.py",
    "app/steering/radar.py",
    "app/steering/scenario.py",
)


def main() -> int:
    """Print the lines of pure modules that no test reached and return 1 when there are any."""
    coverage = Coverage()
    coverage.load()
    missed = {module: _missed_lines(coverage, module) for module in pure_modules(Path())}
    for module, lines in missed.items():
        if lines:
            print(f"{module} : aucun test n’atteint {lines}")
    return 1 if any(missed.values()) else 0


def pure_modules(root: Path) -> list[Path]:
    """Return the modules that hold rules only, in order."""
    return sorted({module for pattern in PURE for module in root.glob(pattern)})


def _missed_lines(coverage: Coverage, module: Path) -> str:
    """Return the lines never run, written "12-14, 20", empty when all were."""
    return str(coverage.analysis2(str(module))[4])


if __name__ == "__main__":
    sys.exit(main())
