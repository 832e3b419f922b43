"""The invented adults of the demonstration: who they are, where they work, how they answer.

Every address ends in example.org, which no one can own; the phone numbers are of the range kept
for works of fiction (ARCEP, decision 2018-0881). The people whose address is directly at
example.org may be tried in one click; the others only make the story true.
"""

from dataclasses import dataclass

from app.auth.rules import Role
from app.auth.territories import AUTHORITY

PASSWORD = "trame et chaine sans noeud"  # noqa: S105 - printed for whoever tries the demonstration


@dataclass(frozen=True, slots=True)
class Person:
    """An invented adult; `code` is that of the organisation (a school's national number…)."""

    name: str
    address: str
    job_title: str
    role: Role
    code: str

    @property
    def is_offered(self) -> bool:
        """Whether visitors may take this account."""
        return self.address.endswith("@example.org")


@dataclass(frozen=True, slots=True)
class Habit:
    """How an association answers: working days it usually takes, share it accepts."""

    days: tuple[int, int]
    accepts: float


def _prescriber(name: str, address: str, job_title: str, code: str) -> Person:
    return Person(name, f"{address}example.org", job_title, Role.PRESCRIBER, code)


def _coordinator(name: str, address: str, code: str) -> Person:
    title = "Coordination du mentorat"
    return Person(name, f"{address}@example.org", title, Role.COORDINATOR, code)


OFFERED: tuple[Person, ...] = (
    _prescriber("Samira Haddad", "samira.haddad@", "CPE", "0593667R"),
    _prescriber("Marc Vermeulen", "marc.vermeulen@", "Professeur principal", "0590187H"),
    _prescriber("Élodie Morelle", "elodie.morelle@", "Directrice", "0592825A"),
    _prescriber("Nadia Ferrand", "nadia.ferrand@", "Conseillère", "59512S00"),
    _prescriber("Isabelle Carlier", "isabelle.carlier@", "Éducatrice", "ase-roubaix"),
    _coordinator("Théo Marchand", "theo.marchand", "afev"),
    _coordinator("Claire Wattelle", "claire.wattelle", "afev"),
    _coordinator("Lucie Fontenier", "lucie.fontenier", "anaf"),
    _coordinator("Mehdi Lambrecht", "mehdi.lambrecht", "article1"),
    _coordinator("Sonia Delcourt", "sonia.delcourt", "proxite"),
    _coordinator("Antoine Lerouge", "antoine.lerouge", "cpossible"),
    _coordinator("Bénédicte Hennion", "benedicte.hennion", "duo"),
    _coordinator("Julien Masure", "julien.masure", "face"),
    _coordinator("Odile Prévost", "odile.prevost", "lacle"),
    _coordinator("Farida Lemoine", "farida.lemoine", "cravate"),
    _coordinator("Gaëlle Dubus", "gaelle.dubus", "telemaque"),
    Person(
        "Hélène Vasseur",
        "helene.vasseur@example.org",
        "Chargée de mission",
        Role.MANAGER,
        AUTHORITY,
    ),
    Person(
        "Karim Delobel",
        "karim.delobel@example.org",
        "Référent numérique",
        Role.ADMINISTRATOR,
        AUTHORITY,
    ),
)

BEHIND: tuple[Person, ...] = (
    _prescriber("Nadège Pollet", "n.pollet@anne-frank.", "Principale adjointe", "0594389A"),
    _prescriber("Rachid Amara", "r.amara@lebas.", "CPE", "0590190L"),
    _prescriber("Sylvie Broux", "s.broux@sevigne.", "Assistante sociale", "0590183D"),
    _prescriber("Fabien Ghesquière", "f.ghesquiere@van-der-meersch.", "CPE", "0595168X"),
    _prescriber("Aurore Wallaert", "a.wallaert@monod.", "Professeure principale", "0594634S"),
    _prescriber("Pascal Deroo", "p.deroo@baudelaire.", "CPE", "0595167W"),
    _prescriber("Inès Lamari", "i.lamari@turgot.", "Assistante sociale", "0590186G"),
    _prescriber("Denis Hochart", "d.hochart@moulin.", "CPE", "0590185F"),
    _prescriber("Laure Vilain", "l.vilain@vdm.", "Professeure principale", "0590181B"),
    _prescriber("Yves Taillez", "y.taillez@leo-lagrange.", "Directeur", "0594327H"),
    _prescriber("Chantal Bui", "c.bui@lakanal.", "Directrice", "0592073H"),
    _prescriber("Olivier Sence", "o.sence@emploi.", "Conseiller", "59119"),
    _prescriber("Coralie Dhont", "c.dhont@jeunesse.", "Animatrice", "jeunesse-deschepper"),
)

HABITS: dict[str, Habit] = {
    "afev": Habit((0, 8), 0.88),
    "anaf": Habit((1, 7), 0.80),
    "article1": Habit((1, 7), 0.90),
    "proxite": Habit((3, 9), 0.80),
    "cpossible": Habit((2, 8), 0.85),
    "duo": Habit((1, 4), 0.80),
    "face": Habit((2, 7), 0.82),
    "lacle": Habit((0, 4), 0.80),
    "cravate": Habit((1, 5), 0.85),
    "telemaque": Habit((4, 9), 0.80),
}
