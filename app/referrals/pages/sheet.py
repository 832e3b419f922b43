"""The « fiche navette »: the page of a referral, cut to one sheet of paper. Pure.

It is made from the page, so that it can say nothing its reader may not read there. What is cut is
counted, and stays on the page.
"""

import re
from dataclasses import dataclass, replace

from app.referrals.pages.explaining import Studied
from app.referrals.pages.referral import ReferralPage
from app.referrals.pages.threads import Knot

ROOMY_LETTERS = 1_200
"""Above as many letters beside the thread, the sheet is set smaller."""
THREAD_LINES = 32
"""What the column of the thread holds on A4 beside the contact, measured in Chromium."""
LINE_LENGTH = 36
"""Letters on a line of that column, whatever the letters: counted in the widest of them."""
QUOTE_LENGTH = 150
OTHERS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed: the page, with the latest events and the first of the other associations.

    `earlier` counts the events left out, `others_left` the associations; `is_long` asks for
    smaller letters.
    """

    page: ReferralPage
    thread: tuple[Knot, ...]
    earlier: int
    others: tuple[Studied, ...]
    others_left: int
    is_long: bool


def cut_to_one_sheet(page: ReferralPage) -> Sheet:
    """Return a page cut to what one sheet of A4 holds, whatever was written."""
    thread = keep_latest(page.thread)
    others = page.why.others if page.why else ()
    return Sheet(
        page=page,
        thread=thread,
        earlier=len(page.thread) - len(thread),
        others=others[:OTHERS_SHOWN],
        others_left=len(others[OTHERS_SHOWN:]),
        is_long=count_letters(page) > ROOMY_LETTERS,
    )


def count_letters(page: ReferralPage) -> int:
    """Return how many letters a page says beside its thread."""
    why, identity, contact = page.why, page.identity, page.contact
    said = [page.heading, page.origin, page.note, *page.needs]
    said += [value for _, value in page.facts]
    if why:
        said += [row.sentence for row in why.rows]
        said += [f"{name}, {word} {reason}" for name, word, reason in why.others[:OTHERS_SHOWN]]
    if identity:
        said += [identity.guardian, identity.email]
    if contact:
        said += [contact.name, contact.role, contact.organisation, contact.email]
    return sum(len(text) for text in said)


def keep_latest(knots: tuple[Knot, ...], lines: int = THREAD_LINES) -> tuple[Knot, ...]:
    """Return the latest events that fit, their words shortened; the newest is always there.

    Args:
        knots: newest first.
        lines: how many lines there are for them.
    """
    kept: list[Knot] = []
    for knot in knots:
        short = replace(knot, quote=shorten(knot.quote))
        lines -= count_lines(short)
        if kept and lines < 0:
            break
        kept.append(short)
    return tuple(kept)


def count_lines(knot: Knot) -> int:
    """Return how many lines an event takes: its title, who and when, what was said, a blank."""
    moment = " 30 septembre 2026 à 16 h 42"
    said = (knot.title, knot.who + moment, knot.quote)
    return sum(-(-len(text) // LINE_LENGTH) for text in said) + 1


def shorten(text: str, length: int = QUOTE_LENGTH) -> str:
    """Return a text as one paragraph, cut after a word when it is longer than `length`."""
    line = re.sub(r"[ \t\r\n]+", " ", text).strip()
    if len(line) <= length:
        return line
    cut = line[:length]
    return f"{cut.rpartition(' ')[0] or cut}…"
