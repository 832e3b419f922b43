"""Sending a class list: bring it, check it, correct it in place, send the lines that are ready."""

from io import BytesIO

from flask import flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from app.auth.permissions import keeps_work, requires, shows_again, signed_in_actor
from app.auth.rules import Actor, Permission
from app.core.access import accepts_up_to
from app.core.rate_limits import table_limit
from app.core.web import read_row_number
from app.core.xlsx import MIMETYPE
from app.referrals.forms.review import review_of
from app.referrals.forms.sheet import Sheet, open_sheet, read_sheet
from app.referrals.forms.table import TableForm
from app.referrals.pages.class_list_model import write_model
from app.referrals.pages.class_lists import list_rows, read_list_row
from app.referrals.pages.desk import read_desk_of_lists
from app.referrals.pages.phrases import told_of_sending
from app.referrals.service import class_lists
from app.referrals.service.class_lists import StaleListError
from app.referrals.views import bp

LARGEST_SENDING = 3 * 1024 * 1024  # bytes: a file of two, and the fields around it
MODEL_NAME = "liste-navette.xlsx"
CHANGED = (
    "Un collègue a modifié cette liste entre-temps. Voici votre saisie\u00a0: elle n’est pas "
    "encore enregistrée. Vérifiez-la de nouveau pour la garder."
)


def _keep_table(actor: Actor) -> str:
    form = TableForm()
    return _address_of(form, actor) if form.validate() else ""


def _keep_lines(actor: Actor) -> str:
    sheet = _sheet(actor)
    try:
        class_lists.save_lines(sheet.reference, sheet.edits, actor)
    except StaleListError:  # the work of both is kept, each in a list of its own
        kept = class_lists.keep_list(sheet.edits.lines, actor)
        return url_for("referrals.show_list", reference=kept.reference)
    return url_for("referrals.show_list", reference=sheet.reference)


def _show_table_as_typed() -> ResponseReturnValue:
    return _bring(TableForm()), 422


def _show_lines_as_typed() -> ResponseReturnValue:
    return _check(_sheet(signed_in_actor())), 422


@bp.get("/import")
@requires(Permission.SUBMIT_REFERRAL)
def bring_list() -> ResponseReturnValue:
    """Paste cells or choose a file; the lists in progress below."""
    return _bring(TableForm())


@bp.get("/import/modele.xlsx")
@requires(Permission.SUBMIT_REFERRAL)
def download_model() -> ResponseReturnValue:
    """The workbook to fill in."""
    content = write_model(read_desk_of_lists(signed_in_actor()))
    return send_file(
        BytesIO(content), mimetype=MIMETYPE, as_attachment=True, download_name=MODEL_NAME
    )


@bp.post("/import/verifier")
@accepts_up_to(LARGEST_SENDING)
@table_limit
@keeps_work(_keep_table)
@shows_again(_show_table_as_typed)
@requires(Permission.SUBMIT_REFERRAL)
def read_table() -> ResponseReturnValue:
    """Read what was brought, keep it, go and check it."""
    form = TableForm()
    if not form.validate_on_submit():
        return _bring(form), 422
    address = _address_of(form, signed_in_actor())
    flash(form.told, "success")
    return redirect(address, code=303)


@bp.get("/import/<reference>")
@requires(Permission.SUBMIT_REFERRAL)
def show_list(reference: str) -> ResponseReturnValue:
    """A list, line by line, with what each still needs."""
    page = read_row_number(request.args.get("page", ""))
    return _check(open_sheet(reference, signed_in_actor(), page))


@bp.post("/import/<reference>/verifier")
@keeps_work(_keep_lines)
@shows_again(_show_lines_as_typed)
@requires(Permission.SUBMIT_REFERRAL)
def save_list(reference: str) -> ResponseReturnValue:
    """Keep the corrections; show what is still to correct, here or on another page."""
    actor = signed_in_actor()
    sheet = _sheet(actor)
    try:
        class_lists.save_lines(reference, sheet.edits, actor)
    except StaleListError:
        flash(CHANGED, "warning")
        return _check(sheet), 409
    return redirect(url_for(".show_list", reference=reference, page=_next_page()), code=303)


@bp.post("/import/<reference>/envoyer")
@keeps_work(_keep_lines)
@shows_again(_show_lines_as_typed)
@requires(Permission.SUBMIT_REFERRAL)
def send_list(reference: str) -> ResponseReturnValue:
    """Keep the corrections, then send the lines that are ready, one by one."""
    actor = signed_in_actor()
    sheet = _sheet(actor)
    try:
        class_lists.save_lines(reference, sheet.edits, actor)
    except StaleListError:
        flash(CHANGED, "warning")
        return _check(sheet), 409
    sending = class_lists.send_lines(reference, sheet.drafts, actor)
    flash(*told_of_sending(sending.sent, sending.failed))
    return redirect(url_for(".show_list", reference=reference, page=_next_page()), code=303)


@bp.route("/import/<reference>/supprimer", methods=["GET", "POST"])
@requires(Permission.SUBMIT_REFERRAL)
def delete_list(reference: str) -> ResponseReturnValue:
    """Ask, then delete a list."""
    actor = signed_in_actor()
    if request.method == "GET":
        kept = read_list_row(reference, actor)
        return render_template("referrals/delete_list.html", kept=kept)
    class_lists.delete_list(reference, actor)
    flash("Liste supprimée.", "success")
    return redirect(url_for(".bring_list"), code=303)


def _bring(form: TableForm) -> str:
    lists = list_rows(signed_in_actor())
    return render_template("referrals/import.html", form=form, lists=lists)


def _check(sheet: Sheet) -> str:
    return render_template("referrals/review.html", review=review_of(sheet, signed_in_actor()))


def _address_of(form: TableForm, actor: Actor) -> str:
    """Keep what was read; return where it is checked."""
    kept = class_lists.keep_list(form.to_lines(actor), actor)
    return url_for("referrals.show_list", reference=kept.reference)


def _sheet(actor: Actor) -> Sheet:
    reference = str((request.view_args or {})["reference"])
    return read_sheet(reference, actor, request.form, _next_page())


def _next_page() -> int:
    return read_row_number(request.form.get("page") or request.form.get("here", ""))
