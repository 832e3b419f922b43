"""What a mail may say of a referral, of an association, of a week. Never a name of a minor."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Told:
    """What a mail may say of a referral.

    `who` is initials, age and class (« L. C., 13 ans, 4e »); `origin` is the prescriber's
    organisation as the association may read it; `is_adult` tells whom the association calls.
    """

    reference: str
    who: str
    objectives: str
    origin: str
    prescriber: tuple[str, ...]
    is_adult: bool


@dataclass(frozen=True, slots=True)
class ToldProgramme:
    """What a mail may say of an association; `free` is None for an open-ended programme.

    `managers` are told when the association has no `coordinators`.
    """

    association: str
    slug: str
    coordinators: tuple[str, ...]
    managers: tuple[str, ...]
    free: int | None
    stated: int


@dataclass(frozen=True, slots=True)
class Answerer:
    """Somebody who may answer a proposal from a mail: their own link ends with `token`."""

    email: str
    name: str
    token: str

    @property
    def first_name(self) -> str:
        """How a colleague is greeted."""
        return self.name.partition(" ")[0]


@dataclass(frozen=True, slots=True)
class ToldProposal:
    """A proposal to an association, the last day of its answer, and who may answer by mail."""

    programme: ToldProgramme
    deadline: date
    answerers: tuple[Answerer, ...] = ()

    @property
    def association(self) -> str:
        """The name of the association."""
        return self.programme.association


@dataclass(frozen=True, slots=True)
class Ended:
    """Who was asked before; `reason` is the label of a refusal, "" when nobody answered."""

    association: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """A request that awaits an answer, and the last day for it."""

    reference: str
    deadline: date


@dataclass(frozen=True, slots=True)
class MondayPoint:
    """A week that ended, in three figures.

    `received` counts the referrals of that week; `to_assign` those a manager has to place today;
    `late` the answers awaited beyond the objective today.
    """

    monday: date
    received: int
    to_assign: int
    late: int

    @property
    def sunday(self) -> date:
        """The last day of the week."""
        return self.monday + timedelta(days=6)
