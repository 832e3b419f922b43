"""Forms of signing in and of accounts: exactly the fields each act needs."""

from collections.abc import Sequence

from flask_wtf import FlaskForm
from wtforms import EmailField, Field, PasswordField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, Email, Length, ValidationError

from app.auth.models import Organisation
from app.auth.passwords import LONGEST, PasswordFault
from app.auth.rules import ROLES_OF, DeactivationReason, Role
from app.auth.service.accounts import Invitation
from app.auth.wording import CATEGORY_LABELS, DEACTIVATION_LABELS, ROLE_LABELS
from app.core.plain_text import is_plain

EMAIL_SHAPE = "L’adresse doit ressembler à nom@exemple.fr"
LONGEST_EMAIL = 254
LONGEST_TYPED = 1000  # longer than any password we keep, short enough to be hashed


def _trimmed(value: str | None) -> str:
    return (value or "").strip()


def _lower(value: str | None) -> str:
    return _trimmed(value).lower()


def plain(_form: FlaskForm, field: Field) -> None:
    """Refuse characters that cannot be seen."""
    if not is_plain(field.data or ""):
        raise ValidationError("Retirez les caractères invisibles de cette réponse")


def _email(missing: str = "Indiquez votre adresse électronique") -> EmailField:
    return EmailField(
        "Adresse électronique",
        filters=[_lower],
        validators=[
            DataRequired(missing),
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
        "Organisation", coerce=str, validators=[DataRequired("Choisissez l’organisation")]
    )
    name = StringField(
        "Prénom et nom",
        filters=[_trimmed],
        validators=[
            DataRequired("Indiquez le prénom et le nom"),
            Length(max=120, message="Le nom doit compter 120 caractères au plus"),
            plain,
        ],
    )
    email = _email("Indiquez l’adresse électronique")
    job_title = StringField(
        "Fonction",
        filters=[_trimmed],
        validators=[
            Length(max=80, message="Gardez 80 caractères au plus"),
            plain,
        ],
    )
    role = RadioField(
        "Rôle",
        choices=[(role.value, label) for role, label in ROLE_LABELS.items()],
        validators=[DataRequired("Choisissez le rôle")],
    )

    def offer(self, organisations: Sequence[Organisation]) -> "InviteForm":
        """List the organisations a person can be invited to, one group a category."""
        self.organisation_id.choices = {
            label: [
                (str(each.id), each.name) for each in organisations if each.category == category
            ]
            for category, label in CATEGORY_LABELS.items()
        }
        self._categories = {str(each.id): each.category for each in organisations}
        return self

    def validate_role(self, field: Field) -> None:
        """A role belongs to a category of organisations."""
        category = self._categories.get(self.organisation_id.data)
        if category is not None and Role(field.data) not in ROLES_OF[category]:
            raise ValidationError("Ce rôle n’existe pas dans cette organisation")

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
        choices=[(reason.value, label) for reason, label in DEACTIVATION_LABELS.items()],
        validators=[DataRequired("Choisissez un motif")],
    )

    def to_reason(self) -> DeactivationReason:
        """Return the code the service records."""
        return DeactivationReason(self.reason.data)
