"""The workbooks: chosen, taken, with names when there is a reason."""

from io import BytesIO

from flask import (
    Response,
    make_response,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue

from app.auth.errors import BlockedSignInError, SignInRefusedError
from app.auth.permissions import requires, shows_again, signed_in_actor
from app.auth.rules import Permission
from app.core import clock
from app.core.rate_limits import export_limit, names_limit
from app.core.xlsx import MIMETYPE
from app.reports import exporting, requests
from app.reports.choices import KIND, Workbook, read_choice
from app.reports.export_page import address_of, read_exports
from app.reports.export_progress import read_progress
from app.reports.forms import NamesForm
from app.reports.views import bp


@bp.get("/exports")
@requires(Permission.EXPORT)
def list_exports() -> ResponseReturnValue:
    """The workbooks that can be taken away, and who took them."""
    page = read_exports(request.args.to_dict(), signed_in_actor())
    may_have_names = page.may_have_names and signed_in_actor().may(Permission.EXPORT_NAMES)
    return render_template("reports/exports.html", page=page, may_have_names=may_have_names)


@bp.get("/exports/navette.xlsx")
@export_limit
@requires(Permission.EXPORT)
def export_workbook() -> ResponseReturnValue:
    """A workbook, pseudonymous; back to its page when it is large or could not be understood."""
    choice = read_choice(request.args.to_dict(), clock.today())
    file = None if choice.faults else exporting.export_at_once(choice, signed_in_actor())
    if file is None:
        return redirect(address_of(request.args.to_dict()), code=303)
    return send_file(
        BytesIO(file.content), mimetype=MIMETYPE, as_attachment=True, download_name=file.name
    )


@bp.post("/exports")
@export_limit
@requires(Permission.EXPORT)
def ask_for_workbook() -> ResponseReturnValue:
    """Ask the worker for a large workbook."""
    choice = read_choice(request.form.to_dict(), clock.today())
    reference = requests.ask_for_workbook(choice, signed_in_actor())
    return redirect(url_for(".show_request", reference=reference), code=303)


def _show_names_as_typed() -> ResponseReturnValue:
    return _show_names(NamesForm()), 422


def _show_names_later(why: str) -> Response:
    """The form with its reason: it is needed again when the wait is over."""
    form = NamesForm()
    form.refuse(why)
    return make_response(_show_names(form), 429)


@bp.route("/exports/nominatif", methods=["GET", "POST"])
@names_limit(_show_names_later)
@shows_again(_show_names_as_typed)
@requires(Permission.EXPORT_NAMES)
def export_names() -> ResponseReturnValue:
    """Why names are needed; then the page where the workbook can be taken."""
    form = NamesForm()
    if not form.validate_on_submit():
        return _show_names(form), 422 if form.errors else 200
    choice = read_choice(_list_with_names(), clock.today())
    address = request.remote_addr or ""
    why, password = form.reason.data or "", form.password.data or ""
    try:
        taken = requests.ask_for_names(choice, why, password, address, signed_in_actor())
    except (SignInRefusedError, BlockedSignInError) as refusal:
        form.refuse(refusal.message)
        return _show_names(form), refusal.status, refusal.headers
    return redirect(url_for(".show_request", reference=taken), code=303)


@bp.get("/exports/<reference>")
@requires(Permission.EXPORT)
def show_request(reference: str) -> ResponseReturnValue:
    """Where a workbook stands, for whoever asked for it."""
    page = read_progress(reference, signed_in_actor(), watches="arret" not in request.args)
    return render_template("reports/export_progress.html", page=page)


@bp.post("/exports/<reference>/fichier")
@requires(Permission.EXPORT)
def take_workbook(reference: str) -> ResponseReturnValue:
    """The file, once; who comes too late reads why on its page, and can ask again."""
    try:
        parcel = requests.take_workbook(reference, signed_in_actor())
    except requests.NotThereError:
        return redirect(url_for(".show_request", reference=reference), code=303)
    answer = Response(parcel.content, mimetype=MIMETYPE)
    answer.headers.set("Content-Disposition", "attachment", filename=parcel.name)
    return answer


def _show_names(form: NamesForm) -> str:
    page = read_exports(_list_with_names(), signed_in_actor())
    return render_template("reports/export_names.html", page=page, form=form)


def _list_with_names() -> dict[str, str]:
    """Return what the address asks for: names exist in the list of referrals only."""
    return request.args.to_dict() | {KIND: Workbook.REFERRALS.value}
