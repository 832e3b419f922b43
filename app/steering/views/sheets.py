"""The sheets of programmes: read, changed by the association, approved by a manager."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.auth.permissions import requires, signed_in_actor
from app.auth.rules import Permission
from app.core.web import read_row_number
from app.steering.errors import OutdatedPageError, RefusedActError
from app.steering.forms.approving import ApprovalForm, RefusalForm
from app.steering.forms.sheets import sheet_form
from app.steering.pages import sheets as pages
from app.steering.queries.sheets import list_pending
from app.steering.service import sheets as service

bp = Blueprint("sheets", __name__, url_prefix="/fiches")
REFUSALS = (RefusedActError, OutdatedPageError)


@bp.get("")
@requires(Permission.EDIT_SHEETS)
def list_proposals() -> ResponseReturnValue:
    """The changes that await an answer."""
    return render_template("steering/proposals.html", pending=list_pending(signed_in_actor()))


@bp.get("/<slug>")
@requires(Permission.READ_PLACES)
def show_sheet(slug: str) -> ResponseReturnValue:
    """The sheet in force, its versions and what each changed."""
    version = read_row_number(request.args.get("version", "")) or None
    page = pages.read_sheet_page(slug, signed_in_actor(), version)
    return render_template("steering/show_sheet.html", page=page)


@bp.route("/<slug>/modifier", methods=["GET", "POST"])
@requires(Permission.EDIT_SHEETS)
def edit_sheet(slug: str) -> ResponseReturnValue:
    """Ask for another sheet."""
    actor = signed_in_actor()
    page = pages.read_editing(slug, actor)
    form = sheet_form(page.sheet)
    if not form.is_submitted():
        form.show(page.sheet, page.version)
    elif form.validate():
        try:
            sheet = form.to_sheet(page.sheet)
            asked = service.propose(slug, form.seen, sheet, form.note.data or "", actor)
            return redirect(url_for(".show_proposal", proposal_id=asked.id), code=303)
        except REFUSALS as refusal:
            form.refuse(refusal.message)
            form.renew(page.version)
    status = 422 if form.errors else 200
    return render_template("steering/edit_sheet.html", form=form, page=page), status


@bp.get("/demandes/<row:proposal_id>")
@requires(Permission.EDIT_SHEETS)
def show_proposal(proposal_id: int) -> ResponseReturnValue:
    """What is asked, and what it would change for those who wait."""
    return _show(proposal_id, ApprovalForm(), RefusalForm())


@bp.post("/demandes/<row:proposal_id>/approuver")
@requires(Permission.APPROVE_SHEETS)
def approve(proposal_id: int) -> ResponseReturnValue:
    """Make a version of it, from a day on."""
    form = ApprovalForm()
    if form.validate() and form.effective_on.day is not None:
        try:
            day = form.effective_on.day
            programme = service.approve(proposal_id, day, signed_in_actor())
            flash(pages.approved_words(day), "success")
            return redirect(url_for(".show_sheet", slug=programme.slug), code=303)
        except REFUSALS as refusal:
            form.refuse(refusal.message)
    return _show(proposal_id, form, RefusalForm(formdata=None)), 422


@bp.post("/demandes/<row:proposal_id>/refuser")
@requires(Permission.APPROVE_SHEETS)
def refuse(proposal_id: int) -> ResponseReturnValue:
    """Say no, and why."""
    form = RefusalForm()
    if not form.validate():
        return _show(proposal_id, ApprovalForm(formdata=None), form), 422
    programme = service.refuse(proposal_id, form.answer.data or "", signed_in_actor())
    flash("La modification n’est pas retenue. L’association est prévenue.", "success")
    return redirect(url_for(".show_sheet", slug=programme.slug), code=303)


@bp.post("/demandes/<row:proposal_id>/retirer")
@requires(Permission.EDIT_SHEETS)
def withdraw(proposal_id: int) -> ResponseReturnValue:
    """Give it up."""
    programme = service.withdraw(proposal_id, signed_in_actor())
    flash("La modification est retirée.", "success")
    return redirect(url_for(".show_sheet", slug=programme.slug), code=303)


@bp.post("/<slug>/versions/<row:number>/abandonner")
@requires(Permission.APPROVE_SHEETS)
def give_up(slug: str, number: int) -> ResponseReturnValue:
    """Give up a version approved for a day to come."""
    try:
        service.give_up(slug, number, signed_in_actor())
        flash("La version à venir est abandonnée. L’association est prévenue.", "success")
    except OutdatedPageError as refusal:
        flash(refusal.message, "error")
    return redirect(url_for(".show_sheet", slug=slug), code=303)


def _show(proposal_id: int, approval: ApprovalForm, refusal: RefusalForm) -> str:
    page = pages.read_proposal(proposal_id, signed_in_actor())
    impact = service.foresee_sheet(page.proposal) if page.is_pending else None
    approval.show(page.earliest)
    form = refusal if refusal.errors else approval
    return render_template(
        "steering/proposal.html",
        page=page,
        impact=impact,
        form=form,
        approval=approval,
        refusal=refusal,
    )
