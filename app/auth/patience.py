"""How long an account, or an address, waits after failed sign-ins: pure."""

from datetime import timedelta

# Source of the figures below: spec/trust.md, F.
FREE_FAILURES = 5
LONGEST_DELAY = timedelta(minutes=15)
FAILURES_PER_ADDRESS = 100
ADDRESS_WINDOW = timedelta(minutes=10)
FORGET_FAILURES_AFTER = timedelta(hours=24)


def delay_after(failures: int) -> timedelta:
    """Return how long an account waits after its nth failure in a row: never for ever.

    Args:
        failures: 1 or more; the first four cost nothing, the fifth one second, then it doubles.
    """
    if failures < FREE_FAILURES:
        return timedelta(0)
    doublings = min(failures - FREE_FAILURES, 10)
    return min(timedelta(seconds=1 << doublings), LONGEST_DELAY)
