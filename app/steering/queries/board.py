"""The programmes of a territory as what-if reads them."""

from app.capacity.queries import board_of, list_sheets
from app.steering.scenario import Offered


def list_offered(territory_id: int) -> tuple[Offered, ...]:
    """Return the programmes with their places and criteria, largest first: one SELECT."""
    sheets = list_sheets(territory_id)
    board = board_of(sheets)
    return tuple(
        Offered(
            programme=criteria,
            places=board.places[criteria.id],
            taken=sheet.programme.taken,
            open_ended=sheet.programme.open_ended,
            is_open=sheet.programme.is_open,
        )
        for sheet, criteria in zip(sheets, board.programmes, strict=True)
    )
