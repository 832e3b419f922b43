"""The lists of referrals: a prescriber's own, an association's, a manager's."""

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.auth.permissions import requires, signed_in_actor
from app.auth.rules import Permission
from app.core import clock
from app.core.typography import NBSP
from app.referrals.errors import FilterRefusedError
from app.referrals.forms.lists import SavedFilterForm, read_query, read_search
from app.referrals.pages import index
from app.referrals.pages.bar import SEARCH, open_to
from app.referrals.service import lists
from app.referrals.views import bp
from app.referrals.wanted import read_filters


@bp.get("")
@requires(Permission.READ_REFERRALS)
def list_referrals() -> ResponseReturnValue:
    """The list, narrowed by its address, with the drafts on top for a prescriber."""
    shown = index.read_index(signed_in_actor(), request.args.to_dict())
    return render_template("referrals/list.html", index=shown, form=SavedFilterForm())


@bp.post("/recherche")
@requires(Permission.READ_REFERRALS)
def search_referrals() -> ResponseReturnValue:
    """Look for words: they are kept here, the address that answers only holds their key."""
    words = read_search(request.form.get("q"))
    asked = read_filters(request.form, clock.today()).query
    if words:
        asked[SEARCH] = lists.keep_search(words, signed_in_actor())
    return _to_list(asked)


@bp.post("/filtres")
@requires(Permission.READ_REFERRALS)
def save_filter() -> ResponseReturnValue:
    """Keep the filters in force under a name, or show the list again with what is wrong."""
    actor, form = signed_in_actor(), SavedFilterForm()
    query = read_query(form.query.data)
    filters = open_to(actor, read_filters(query, clock.today()))
    if form.validate():
        try:
            lists.save_filter(form.name.data or "", filters, actor)
        except FilterRefusedError as refusal:
            form.refuse(refusal.message)
    if form.errors:
        shown = index.read_index(actor, query)
        return render_template("referrals/list.html", index=shown, form=form), 422
    flash(f"Filtre «{NBSP}{form.name.data}{NBSP}» enregistré.", "success")
    return _to_list(filters.query)


@bp.post("/filtres/<row:filter_id>/supprimer")
@requires(Permission.READ_REFERRALS)
def delete_filter(filter_id: int) -> ResponseReturnValue:
    """Forget one of the person's filters."""
    name = lists.delete_filter(filter_id, signed_in_actor())
    flash(f"Filtre «{NBSP}{name}{NBSP}» supprimé.", "success")
    return _to_list({})


def _to_list(asked: Mapping[str, str]) -> ResponseReturnValue:
    query = f"?{urlencode(asked)}" if asked else ""
    return redirect(url_for(".list_referrals") + query, code=303)
