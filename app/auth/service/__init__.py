"""The acts on accounts: signing in, links, inviting, closing."""

from app.auth.service.accounts import (
    create_person,
    deactivate_account,
    invite_person,
    open_administrator,
)
from app.auth.service.links import (
    choose_password,
    request_password_reset,
    request_sign_in_link,
    sign_in_with_link,
)
from app.auth.service.mails import choose_rhythm, send_digests
from app.auth.service.sessions import act_as, sign_in, sign_in_as_demo, sign_out

__all__ = [
    "act_as",
    "choose_password",
    "choose_rhythm",
    "create_person",
    "deactivate_account",
    "invite_person",
    "open_administrator",
    "request_password_reset",
    "request_sign_in_link",
    "send_digests",
    "sign_in",
    "sign_in_as_demo",
    "sign_in_with_link",
    "sign_out",
]
