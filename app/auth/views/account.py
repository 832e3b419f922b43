"""One's own account: who is signed in, their other roles, when their mails come."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.auth import queries, service
from app.auth.forms import RhythmForm
from app.auth.permissions import requires, signed_in_actor
from app.auth.rules import Permission
from app.auth.views import bp
from app.auth.wording import ROLE_LABELS


@bp.get("/compte")
@requires(Permission.USE_OWN_ACCOUNT)
def show_account() -> ResponseReturnValue:
    """Who is signed in, and the other roles they hold."""
    rhythm = queries.get_rhythm(signed_in_actor().user_id)
    return _show(RhythmForm(data={"rhythm": rhythm}))


@bp.post("/compte")
@requires(Permission.USE_OWN_ACCOUNT)
def choose_rhythm() -> ResponseReturnValue:
    """Choose when one's mails come."""
    form = RhythmForm()
    if not form.validate_on_submit():
        return _show(form), 422
    service.choose_rhythm(form.to_rhythm(), signed_in_actor())
    flash("Le rythme de vos courriels est enregistré.", "success")
    return redirect(url_for(".show_account"), code=303)


def _show(form: RhythmForm) -> str:
    actor = signed_in_actor()
    return render_template(
        "auth/account.html",
        actor=actor,
        form=form,
        roles=ROLE_LABELS,
        memberships=queries.list_own_memberships(actor.user_id),
    )
