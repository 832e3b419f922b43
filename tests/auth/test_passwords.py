"""Which passwords are refused, and how they are kept."""

import pytest

from app.auth import hashing
from app.auth.passwords import PasswordFault, find_fault

ABOUT = ("Samira Haddad", "samira.haddad@example.org", "Collège Rosa Parks")
GUESSED = (
    "motdepassemotdepasse",
    "Azertyuiop123456",
    "qsdfghjklmQSDFGHJKLM",
    "roubaix2026mentorat",
    "RoubaixMentoratAfev",
    "aaaaaaaaaaaaaaaaaaaa",
    "1234567890123456",
    "9876543210987654",
    "abcabcabcabcabcabc",
    "P@ssw0rdP@ssw0rd",
    "Samira.Haddad.2026",
    "collège-rosa-parks-59",
    "Bienvenue!!!!!!!!!!!",
    "citééducative2026",
)


@pytest.mark.parametrize("password", GUESSED)
def test_a_password_made_of_what_everybody_knows_is_refused(password):
    assert find_fault(password, ABOUT) is PasswordFault.COMMON


@pytest.mark.parametrize(
    "password",
    ["la pluie tombe sur le canal", "cheval-batterie-agrafe", "4928175036184629", "é€😀ù" * 4],
)
def test_a_long_password_is_accepted_whatever_its_characters(password):
    assert find_fault(password + "kwzbvn", ABOUT) is None
    assert find_fault("kwzbvn" + password, ABOUT) is None


def test_a_password_has_15_characters_at_least_and_128_at_most():
    assert find_fault("pluie canal vit") is None
    assert find_fault("pluie canal vi") is PasswordFault.SHORT
    assert find_fault("pluie canal vi" * 10) is PasswordFault.LONG


def test_figures_alone_need_16_of_them():
    assert find_fault("492817503618462") is PasswordFault.DIGITS
    assert find_fault("4928175036184629") is None


def test_a_password_is_kept_as_argon2id_and_recognised():
    kept = hashing.hash_password("la pluie tombe sur le canal")

    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert hashing.is_right(kept, "la pluie tombe sur le canal")
    assert not hashing.is_right(kept, "la pluie tombe sur le Canal")


def test_nobody_and_a_broken_hash_are_never_right():
    assert not hashing.is_right(None, "the password of nobody")
    assert not hashing.is_right("not a hash", "anything")
