"""The sectors of the city: which organisations stand in which, corrected by people."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.auth import sector_page
from app.auth.forms.sectors import SectorForm
from app.auth.models import Organisation
from app.auth.permissions import requires, signed_in_actor
from app.auth.rules import Permission
from app.auth.sector_page import Line, Wanted
from app.auth.sectors import Districts, list_placed, read_districts
from app.auth.service.sectors import say_sector
from app.auth.views import sectors
from app.core.formats import count
from app.core.web import read_row_number


@sectors.route("", methods=["GET", "POST"])
@requires(Permission.EDIT_CALENDAR)
def list_sectors() -> ResponseReturnValue:
    """The sectors and the organisations of one; the form gives some of them another."""
    lines = [_line(one) for one in list_placed(signed_in_actor().territory_id)]
    names = [share.name for share in sector_page.list_shares(lines) if share.code == share.name]
    districts = read_districts(signed_in_actor().territory_id)
    ids = [line.id for line in lines]
    form = SectorForm().offer(ids, names, has_map=districts.count > 0)
    if not form.validate_on_submit():
        return _show(form, lines, districts), 422 if form.errors else 200
    changed = say_sector(form.to_saying(), signed_in_actor())
    flash(f"Secteur enregistré pour {count('organisme', changed)}.", "success")
    wanted = _wanted()
    return redirect(url_for(".list_sectors", **_address(wanted, wanted.page)), code=303)


def _show(form: SectorForm, lines: list[Line], districts: Districts) -> str:
    wanted = _wanted()
    found = sector_page.select_lines(lines, wanted)
    page, more = sector_page.cut_page(found, wanted.page)
    shares = sector_page.list_shares(lines)
    return render_template(
        "auth/sectors.html",
        form=form,
        shares=shares,
        options=[("", "Tous"), *((share.code, share.name) for share in shares)],
        lines=page,
        found=len(found),
        more=url_for(".list_sectors", **_address(wanted, wanted.page + 1)) if more else "",
        wanted=wanted,
        shown=sector_page.shown_name(wanted.sector),
        here=url_for(".list_sectors", **_address(wanted, wanted.page)),
        districts=districts,
    )


def _line(organisation: Organisation) -> Line:
    return Line(
        id=organisation.id,
        name=organisation.name,
        city=organisation.city,
        sector=organisation.sector,
        origin=sector_page.ORIGINS[organisation.sector_origin],
    )


def _wanted() -> Wanted:
    """Return what the address asks."""
    sector, name = (request.args.get(key, "").strip()[:160] for key in ("secteur", "nom"))
    return Wanted(sector, name.replace("\0", ""), read_row_number(request.args.get("page", "")))


def _address(wanted: Wanted, page: int) -> dict[str, Any]:
    asked = {"secteur": wanted.sector, "nom": wanted.name, "page": str(page) if page else ""}
    return {key: value for key, value in asked.items() if value}
