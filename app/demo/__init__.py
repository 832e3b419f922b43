"""The demonstration: real places, invented people, a term told through the services."""
