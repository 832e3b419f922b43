"""Forms of signing in and of accounts: exactly the fields each act needs."""

from collections.abc import Callable, Sequence

from flask_wtf import FlaskForm
from wtforms import (
    Field,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
)
from wtforms.validators import DataRequired, Email, Length, StopValidation
from wtforms.widgets import EmailInput

from app.auth.models import Organisation
from app.auth.passwords import LONGEST, PasswordFault
from app.auth.rules import ROLES_OF, DeactivationReason, Role
from app.auth.service.accounts import Invitation
from app.auth.wording import CATEGORY_LABELS, DEACTIVATION_LABELS, ROLE_LABELS
from app.core.plain_text import is_plain

EMAIL_SHAPE = "L’adresse doit ressembler à nom@exemple.fr"
LONGEST_EMAIL = 254
LONGEST_TYPED = 1000  # longer than any password we keep, short enough to be hashed


def trimmed(value: str | None) -> str:
    return (value or "").strip()


def _lower(value: str | None) -> str:
    return trimmed(value).lower()


def plain(_form: FlaskForm, field: Field) -> None:
    """Refuse characters that cannot be seen."""
    if not is_plain(field.data or ""):
        raise StopValidation("Retirez les caractères invisibles de cette réponse")


def offered(message: str) -> Callable[[FlaskForm, SelectField], None]:
    """Refuse an empty choice, and one the page does not offer, with the same sentence."""

    def check(_form: FlaskForm, field: SelectField) -> None:
        if field.data not in {choice[0] for choice in field.iter_choices()}:
            raise StopValidation(message)

    return check


class PlainField(StringField):
    """One line; what cannot be seen is refused, and not written back on the page."""

    def _value(self) -> str:
        return "".join(character for character in self.data or "" if is_plain(character))


class AddressField(PlainField):
    """An e-mail address."""

    widget = EmailInput()


def _email(missing: str = "Indiquez votre adresse électronique") -> AddressField:
    return AddressField(
        "Adresse électronique",
        filters=[_lower],
        validators=[
            DataRequired(missing),
            plain,
            Length(max=LONGEST_EMAIL, message=EMAIL_SHAPE),
            Email(EMAIL_SHAPE, allow_smtputf8=False),
        ],
    )


class EmailForm(FlaskForm):
    """Ask for a link by mail, or choose a demonstration account."""

    email = _email()


class SignInForm(FlaskForm):
    """The door."""

    email = _email()
    password = PasswordField(
        "Mot de passe",
        validators=[
            DataRequired("Indiquez votre mot de passe"),
            Length(max=LONGEST_TYPED, message=PasswordFault.LONG),
        ],
    )

    def refuse(self, message: str) -> None:
        """Show why the door stays closed, beside the first field."""
        self.email.errors = [message]


class PasswordForm(FlaskForm):
    """Choose a password: typed once, it can be shown."""

    password = PasswordField(
        "Nouveau mot de passe",
        validators=[
            DataRequired("Indiquez un mot de passe"),
            Length(max=LONGEST, message=PasswordFault.LONG),
        ],
    )

    def refuse(self, message: str) -> None:
        """Show why the password is not good enough."""
        self.password.errors = [message]


class InviteForm(FlaskForm):
    """Whom to invite, where, to do what."""

    organisation_id = SelectField(
        "Organisation",
        coerce=str,
        validate_choice=False,
        validators=[offered("Choisissez l’organisation")],
    )
    name = PlainField(
        "Prénom et nom",
        filters=[trimmed],
        validators=[
            DataRequired("Indiquez le prénom et le nom"),
            Length(max=120, message="Le nom doit compter 120\u00a0caractères au plus"),
            plain,
        ],
    )
    email = _email("Indiquez l’adresse électronique")
    job_title = PlainField(
        "Fonction",
        filters=[trimmed],
        validators=[
            Length(max=80, message="Gardez 80\u00a0caractères au plus"),
            plain,
        ],
    )
    role = RadioField(
        "Rôle",
        choices={role.value: label for role, label in ROLE_LABELS.items()},
        validate_choice=False,
        validators=[offered("Choisissez le rôle")],
    )

    def offer(self, organisations: Sequence[Organisation]) -> "InviteForm":
        """List the organisations a person can be invited to, one group a category."""
        self.organisation_id.choices = {
            label: {str(each.id): each.name for each in organisations if each.category == category}
            for category, label in CATEGORY_LABELS.items()
        }
        self._categories = {str(each.id): each.category for each in organisations}
        return self

    def validate_role(self, field: Field) -> None:
        """A role belongs to a category of organisations."""
        category = self._categories.get(self.organisation_id.data)
        if category is not None and Role(field.data) not in ROLES_OF[category]:
            raise StopValidation("Ce rôle n’existe pas dans cette organisation")

    def refuse(self, message: str) -> None:
        """Show why this address cannot be invited."""
        self.email.errors = [message]

    def to_invitation(self) -> Invitation:
        """Return what the service needs."""
        return Invitation(
            email=self.email.data or "",
            name=self.name.data or "",
            role=Role(self.role.data),
            organisation_id=int(self.organisation_id.data),
            job_title=self.job_title.data or "",
        )


class DeactivateForm(FlaskForm):
    """Why an account is closed."""

    reason = RadioField(
        "Motif",
        choices={reason.value: label for reason, label in DEACTIVATION_LABELS.items()},
        validate_choice=False,
        validators=[offered("Choisissez un motif")],
    )

    def to_reason(self) -> DeactivationReason:
        """Return the code the service records."""
        return DeactivationReason(self.reason.data)
