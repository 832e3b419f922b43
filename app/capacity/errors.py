"""What can refuse an act on places."""

from app.core.errors import DomainError


class NoSuchPlacesError(DomainError):
    """More places are moved than are free; `free` counts them."""

    status = 422

    def __init__(self, free: int) -> None:
        """Keep how many may be moved."""
        super().__init__()
        self.free = free
