"""Fill a form as a browser does: what it already holds, what the person changes, the button."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from bs4 import BeautifulSoup, Tag

from tests.support.page import visible

Values = dict[str, list[Any]]
Given = Mapping[str, object]


def find_form(soup: BeautifulSoup, fields: Given, button: str | None) -> tuple[Tag, Tag | None]:
    """Return the form that has these fields and this button, and the button to press.

    Args:
        soup: the page.
        fields: names the form must have.
        button: words of the button, or the beginning of its accessible name; None for the first.
    """
    seen = []
    for form in sorted(soup.find_all("form"), key=_rank):
        names = {str(tag["name"]) for tag in form.select("[name]")}
        buttons = [tag for tag in form.select("button, input[type=submit]") if _submits(tag)]
        pressed = next((tag for tag in buttons if button is None or _says(tag, button)), None)
        if set(fields) <= names and (pressed or button is None):
            return form, pressed
        seen.append((str(form.get("action")), sorted(names), [visible(tag) for tag in buttons]))
    raise AssertionError(f"no form with {sorted(fields)} and button {button!r}; seen: {seen}")


def values_of(form: Tag, pressed: Tag | None, changed: Given) -> Values:
    """Return what the browser would send."""
    values: Values = {}
    for tag in form.select("[name]"):
        if not tag.has_attr("disabled"):
            values.setdefault(str(tag["name"]), []).extend(_held(tag))
    if pressed is not None and pressed.get("name"):
        values[str(pressed["name"])] = [str(pressed.get("value", ""))]
    for name, value in changed.items():
        values[name] = _given(form, name, value)
    return values


def _rank(form: Tag) -> tuple[bool, bool]:
    """The form one means: in the body of the page, and one that sends."""
    return form.find_parent("main") is None, str(form.get("method", "get")).lower() != "post"


def _held(tag: Tag) -> list[str]:
    if tag.name == "select":
        options = tag.select("option[selected]") or tag.select("option")[:1]
        return [str(option.get("value", visible(option))) for option in options]
    if tag.name == "textarea":
        return [tag.get_text().removeprefix("\n")]
    kind = str(tag.get("type", "text"))
    if tag.name == "button" or kind in {"submit", "button", "file"}:
        return []
    if kind in {"checkbox", "radio"}:
        return [str(tag.get("value", "on"))] if tag.has_attr("checked") else []
    return [str(tag.get("value", ""))]


def _given(form: Tag, name: str, value: object) -> list[Any]:
    """Return the value as the browser sends it; a choice must be among those offered.

    A file is given as (content, name).
    """
    tags = form.select(f'[name="{name}"]')
    if tags[0].get("type") == "file" and isinstance(value, tuple):
        assert form.get("enctype") == "multipart/form-data", "this form sends no file"
        return [(BytesIO(value[0]), value[1])]
    if isinstance(value, bool):
        return [str(tags[0].get("value", "on"))] if value else []
    wanted = [str(item) for item in value] if isinstance(value, list | tuple) else [str(value)]
    offered = _offered(tags)
    unknown = [item for item in wanted if offered is not None and item not in offered]
    assert not unknown, f"{name} does not offer {unknown}, only {sorted(offered or ())}"
    return wanted


def _offered(tags: Sequence[Tag]) -> set[str] | None:
    first = tags[0]
    if first.name == "select":
        return {str(option.get("value", visible(option))) for option in first.select("option")}
    if first.get("type") in {"checkbox", "radio"}:
        return {str(tag.get("value", "on")) for tag in tags}
    return None


def _submits(tag: Tag) -> bool:
    return str(tag.get("type", "submit")) == "submit" and not tag.has_attr("disabled")


def _says(tag: Tag, words: str) -> bool:
    names = (visible(tag), str(tag.get("value", "")), str(tag.get("aria-label", "")))
    return any(name.startswith(words) for name in names if name)
