"""The filters of the directory, read from the address; what cannot be read is left out."""

from werkzeug.datastructures import MultiDict

from app.capacity.wanted import MEETING_OPTIONS, PRESCRIBER_OPTIONS, Wanted
from app.matching.vocabulary import STAGES


def read_wanted(args: MultiDict[str, str]) -> Wanted:
    """Return the filters of an address, unknown values left out."""
    meeting, prescriber = args.get("rencontres", ""), args.get("prescripteur", "")
    asked = set(args.getlist("etape"))
    return Wanted(
        stages=tuple(code for code in STAGES if code in asked),
        meeting=meeting if meeting in dict(MEETING_OPTIONS) else "",
        prescriber=prescriber if prescriber in dict(PRESCRIBER_OPTIONS) else "",
        only_free=args.get("libres") == "1",
    )
