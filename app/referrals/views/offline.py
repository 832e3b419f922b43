"""Working away from the screen: take the list, bring it back, see what it does, do it."""

from io import BytesIO

from flask import flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from app.auth.permissions import keeps_work, requires, shows_again, signed_in_actor
from app.auth.rules import Actor, Permission
from app.core import clock
from app.core.access import accepts_up_to
from app.core.rate_limits import own_list_limit, table_limit
from app.core.web import read_row_number
from app.core.xlsx import MIMETYPE
from app.referrals.forms.offline import ReturnForm, read_numbers
from app.referrals.pages.offline import list_return_rows, told_of_doing
from app.referrals.pages.offline_book import TakenList
from app.referrals.service import offline
from app.referrals.service.offline_reviews import read_return_page
from app.referrals.views import bp

LARGEST_SENDING = 3 * 1024 * 1024  # bytes: a file of two, and the fields around it


def _keep_file(actor: Actor) -> str:
    form = ReturnForm()
    return _address_of(form, actor) if form.is_valid_for(actor) else ""


def _keep_return(_actor: Actor) -> str:
    """What came back is kept already: it waits on its page."""
    return url_for("referrals.show_return", reference=str((request.view_args or {})["reference"]))


def _show_form_again() -> ResponseReturnValue:
    return _bring(ReturnForm()), 422


def _show_return_again() -> ResponseReturnValue:
    return _show(str((request.view_args or {})["reference"]), 1), 422


@bp.get("/hors-ligne")
@requires(Permission.WORK_OFFLINE)
def show_offline() -> ResponseReturnValue:
    """The three steps, and the lists that came back."""
    return _bring(ReturnForm())


@bp.get("/hors-ligne/liste.xlsx")
@own_list_limit
@requires(Permission.WORK_OFFLINE)
def take_list() -> ResponseReturnValue:
    """The workbook to fill in."""
    return _send(offline.take_list(signed_in_actor()), "liste-hors-ligne")


@bp.post("/hors-ligne")
@accepts_up_to(LARGEST_SENDING)
@table_limit
@keeps_work(_keep_file)
@shows_again(_show_form_again)
@requires(Permission.WORK_OFFLINE)
def bring_back() -> ResponseReturnValue:
    """Read what was filled in, keep it, go and see what it would do."""
    form = ReturnForm()
    if not form.is_valid_for(signed_in_actor()):
        return _bring(form), 422
    return redirect(_address_of(form, signed_in_actor()), code=303)


@bp.get("/hors-ligne/<reference>")
@requires(Permission.WORK_OFFLINE)
def show_return(reference: str) -> ResponseReturnValue:
    """A list that came back: what each row would do, or did."""
    return _show(reference, read_row_number(request.args.get("page", "")))


@bp.post("/hors-ligne/<reference>/faire")
@keeps_work(_keep_return)
@shows_again(_show_return_again)
@requires(Permission.WORK_OFFLINE)
def do_return(reference: str) -> ResponseReturnValue:
    """Do the rows the person saw ready, one act each."""
    numbers = read_numbers(request.form.get("lignes"))
    doing = offline.do_return(reference, numbers, signed_in_actor())
    flash(*told_of_doing(doing.done, doing.failed))
    page = read_row_number(request.form.get("page", ""))
    here = url_for(".show_return", reference=reference, page=page if page > 1 else None)
    return redirect(here, code=303)


@bp.get("/hors-ligne/<reference>/a-reprendre.xlsx")
@own_list_limit
@requires(Permission.WORK_OFFLINE)
def take_leftovers(reference: str) -> ResponseReturnValue:
    """The workbook of the rows that could not be done, as filled in."""
    taken = offline.take_leftovers(reference, signed_in_actor())
    return _send(taken, "liste-a-reprendre")


@bp.route("/hors-ligne/<reference>/supprimer", methods=["GET", "POST"])
@requires(Permission.WORK_OFFLINE)
def delete_return(reference: str) -> ResponseReturnValue:
    """Ask, then delete a list that came back."""
    actor = signed_in_actor()
    if request.method == "GET":
        shown = read_return_page(reference, actor)
        return render_template("referrals/delete_return.html", kept=shown.row)
    offline.delete_return(reference, actor)
    flash("Retour supprimé.", "success")
    return redirect(url_for(".show_offline"), code=303)


def _bring(form: ReturnForm) -> str:
    returns = list_return_rows(signed_in_actor())
    return render_template("referrals/offline.html", form=form, returns=returns)


def _show(reference: str, page: int) -> str:
    shown = read_return_page(reference, signed_in_actor(), page)
    return render_template("referrals/return.html", shown=shown)


def _address_of(form: ReturnForm, actor: Actor) -> str:
    """Keep what was read; return where it is seen."""
    kept = offline.keep_return(form.lines, actor)
    return url_for("referrals.show_return", reference=kept.reference)


def _send(taken: TakenList, name: str) -> ResponseReturnValue:
    return send_file(
        BytesIO(taken.content),
        mimetype=MIMETYPE,
        as_attachment=True,
        download_name=f"{name}-{clock.today().isoformat()}.xlsx",
    )
