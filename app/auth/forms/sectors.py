"""The form that says in which sector some organisations stand."""

from collections.abc import Iterable, Sequence

from flask_wtf import FlaskForm
from wtforms import Field, SelectField, SelectMultipleField
from wtforms.validators import Length, StopValidation

from app.auth.forms import PlainField, plain, trimmed
from app.auth.placing import LONGEST_SECTOR, OUTSIDE, SECTOR_UNKNOWN
from app.auth.service.sectors import Saying

NAMED, UNKNOWN, BY_MAP = "=", "unknown", "map"
"""A sector is offered as « =Alma », so that no name can be taken for another choice."""


class SectorForm(FlaskForm):
    """Some organisations, and the sector they stand in: one of the list, or a new one."""

    organisations = SelectMultipleField("Établissements et services", validate_choice=False)
    sector = SelectField("Secteur", validate_choice=False)
    new_sector = PlainField(
        "Ou un nouveau secteur",
        filters=[trimmed],
        validators=[
            Length(max=LONGEST_SECTOR, message=f"Gardez {LONGEST_SECTOR}\u00a0caractères au plus"),
            plain,
        ],
    )

    def offer(self, ids: Iterable[int], sectors: Sequence[str], *, has_map: bool) -> "SectorForm":
        """List the organisations that may be chosen and the sectors already there.

        Without a map, nobody is asked to believe it.
        """
        self._ids = {str(number) for number in ids}
        named = [name for name in sectors if name != OUTSIDE] + [OUTSIDE]
        by_map = (BY_MAP, "Celui que donne la carte, d’après les coordonnées")
        self.sector.choices = [
            *((f"{NAMED}{name}", name) for name in named),
            (UNKNOWN, SECTOR_UNKNOWN),
            *((by_map,) if has_map else ()),
        ]
        return self

    @property
    def chosen(self) -> frozenset[int]:
        """The organisations chosen among those offered."""
        return frozenset(int(one) for one in self.organisations.data or () if one in self._ids)

    def validate_organisations(self, _field: Field) -> None:
        """One at least."""
        if not self.chosen:
            raise StopValidation("Cochez au moins un établissement ou service")

    def validate_sector(self, field: Field) -> None:
        """One of the list, unless a new one is typed; never both."""
        offered = {choice[0] for choice in self.sector.iter_choices()}
        if field.data == BY_MAP and BY_MAP not in offered:
            raise StopValidation("Aucune carte n’est enregistrée, choisissez un secteur")
        if field.data and field.data not in offered:
            raise StopValidation("Choisissez un secteur de la liste")
        if not field.data and not self.new_sector.data:
            raise StopValidation("Choisissez un secteur, ou écrivez-en un nouveau")
        if field.data and self.new_sector.data:
            raise StopValidation("Choisissez un secteur de la liste ou écrivez-en un, pas les deux")

    def to_saying(self) -> Saying:
        """Return what the service needs."""
        picked = self.sector.data or ""
        sector = picked.removeprefix(NAMED) if picked.startswith(NAMED) else ""
        return Saying(self.chosen, self.new_sector.data or sector, picked == BY_MAP)
