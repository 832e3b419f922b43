"""Properties are checked without a stopwatch: machines that run tests are busy."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "navette",
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("navette")
