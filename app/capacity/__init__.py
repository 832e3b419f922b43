"""Programmes and their places: the only writer of places is `service`."""
