"""What managers settle: two referrals that look alike are of one young person, or of two."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.auth.permissions import requires, signed_in_actor
from app.auth.rules import Permission
from app.referrals.forms.settle import MergeForm
from app.referrals.pages import suspicions as pages
from app.referrals.service import settling
from app.referrals.views import bp


@bp.get("/doublons")
@requires(Permission.SETTLE_SUSPICIONS)
def list_suspicions() -> ResponseReturnValue:
    """The likenesses between organisations, oldest first."""
    page = pages.read_suspicions(signed_in_actor(), request.args.get("apres", ""))
    return render_template("referrals/suspicions.html", page=page)


@bp.post("/doublons/<reference>/distinguer")
@requires(Permission.SETTLE_SUSPICIONS)
def dismiss_suspicion(reference: str) -> ResponseReturnValue:
    """Say in one click that they are two young people."""
    settling.dismiss_suspicion(reference, signed_in_actor())
    flash("Ce sont deux jeunes. Leurs demandes continuent, chacune de son côté.", "success")
    return redirect(url_for(".list_suspicions"), code=303)


@bp.route("/doublons/<reference>/fusionner", methods=["GET", "POST"])
@requires(Permission.SETTLE_SUSPICIONS)
def merge_referrals(reference: str) -> ResponseReturnValue:
    """Choose which referral goes on, read what follows, confirm."""
    actor = signed_in_actor()
    page = pages.read_merge(reference, actor)
    form = MergeForm(page)
    if request.method == "GET" or (page.choices and not form.validate()):
        status = 422 if form.errors else 200
        return render_template("referrals/merge.html", page=page, form=form), status
    kept, versions = form.kept.data or "", form.versions.data or ""
    merger = settling.merge_referrals(reference, kept, versions, actor)
    flash(pages.merged_sentence(merger.kept, merger.merged), "success")
    return redirect(url_for(".list_suspicions"), code=303)
