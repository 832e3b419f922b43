"""Form of an export with names: why, and who really sits there."""

from flask_wtf import FlaskForm
from wtforms import PasswordField
from wtforms.validators import DataRequired, Length

from app.auth.forms import LONGEST_TYPED, PlainField, plain, trimmed
from app.reports.rules import LONGEST_REASON, SHORTEST_REASON

WHY = "Dites pourquoi il vous faut les noms, en 10\u00a0caractères au moins"


class NamesForm(FlaskForm):
    """Why names are needed, and the password again."""

    reason = PlainField(
        "Pourquoi avez-vous besoin des noms\u00a0?",
        filters=[trimmed],
        validators=[
            DataRequired(WHY),
            Length(min=SHORTEST_REASON, message=WHY),
            Length(max=LONGEST_REASON, message="Gardez 200\u00a0caractères au plus"),
            plain,
        ],
    )
    password = PasswordField(
        "Votre mot de passe",
        validators=[
            DataRequired("Indiquez votre mot de passe"),
            Length(max=LONGEST_TYPED, message="Ce n’est pas votre mot de passe."),
        ],
    )

    def refuse(self, message: str) -> None:
        """Show why the password does not open."""
        self.password.errors = [message]
