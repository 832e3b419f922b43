"""Measures of the engine, side by side with yardsticks in the same run. Never run as tests."""
