"""Whom to tell of a weakness: /.well-known/security.txt, as RFC 9116 wants it."""

from datetime import datetime

from app.core.clock import PARIS


def test_whoever_finds_a_weakness_knows_whom_to_tell(visitor, frozen):
    frozen(datetime(2026, 11, 23, 10, tzinfo=PARIS))

    answer = visitor.send("GET", "/.well-known/security.txt")

    assert answer.content_type == "text/plain; charset=utf-8"
    assert answer.text.splitlines() == [
        "Contact: mailto:roubaix@collectifmentorat.fr",
        "Expires: 2027-05-22T09:00:00Z",
        "Preferred-Languages: fr, en",
        "Canonical: http://localhost/.well-known/security.txt",
    ]
