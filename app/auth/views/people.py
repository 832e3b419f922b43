"""Accounts: who may sign in, for administrators."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.auth import queries, service
from app.auth.errors import ClosedElsewhereError, OwnAccountError
from app.auth.forms import DeactivateForm, InviteForm
from app.auth.permissions import requires, signed_in_actor
from app.auth.rules import Permission
from app.auth.views import accounts
from app.auth.wording import ROLE_LABELS, STATE_LABELS
from app.core.typography import of_person
from app.core.web import read_row_number


@accounts.get("")
@requires(Permission.MANAGE_ACCOUNTS)
def list_accounts() -> ResponseReturnValue:
    """Everybody who holds a role in the territory."""
    searched = request.args.get("organisation", "").strip()[:160].replace("\0", "")
    after = read_row_number(request.args.get("apres", ""))
    found = queries.list_accounts(signed_in_actor().territory_id, searched, after)
    return render_template(
        "auth/accounts.html",
        memberships=found[: queries.PAGE_LENGTH],
        more=len(found) > queries.PAGE_LENGTH,
        searched=searched,
        roles=ROLE_LABELS,
        states=STATE_LABELS,
        own_id=signed_in_actor().user_id,
    )


@accounts.route("/inviter", methods=["GET", "POST"])
@requires(Permission.MANAGE_ACCOUNTS)
def invite() -> ResponseReturnValue:
    """Open an account and send its link."""
    actor = signed_in_actor()
    form = InviteForm().offer(queries.list_organisations(actor.territory_id))
    if not form.validate_on_submit():
        return render_template("auth/invite.html", form=form), 422 if form.errors else 200
    try:
        person = service.invite_person(form.to_invitation(), actor)
    except (OwnAccountError, ClosedElsewhereError) as refusal:
        form.refuse(refusal.message)
        return render_template("auth/invite.html", form=form), 422
    flash(f"Invitation envoyée à {person.name}.", "success")
    return redirect(url_for(".list_accounts"), code=303)


@accounts.route("/<row:user_id>/desactiver", methods=["GET", "POST"])
@requires(Permission.MANAGE_ACCOUNTS)
def deactivate(user_id: int) -> ResponseReturnValue:
    """Close an account, with a reason."""
    actor = signed_in_actor()
    form = DeactivateForm()
    if not form.validate_on_submit():
        person = queries.get_account(user_id, actor.territory_id)
        page = render_template("auth/deactivate.html", form=form, person=person)
        return page, 422 if form.errors else 200
    person = service.deactivate_account(user_id, form.to_reason(), actor)
    flash(f"Le compte {of_person(person.name)} est désactivé.", "success")
    return redirect(url_for(".list_accounts"), code=303)
