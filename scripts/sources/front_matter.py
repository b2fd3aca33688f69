"""What the front matter of a page may hold: the lines between two --- at its top."""

import datetime
import re

from messages.message import Message
from sources.json_schema import TEXT, THIS, Explanation, Schema, fixed_keys, read_data
from sources.yaml_source import Entry, YamlSource

NAME = Message("the front matter")
SWITCH: Schema = {
    **TEXT,
    "pattern": "^(?i:true|false|yes|no|on|off)$",
    "errorMessage": Explanation(
        Message("{value} is neither true nor false", value=THIS), Message("write true, or delete the line")
    ),
}
FRONT_MATTER = fixed_keys(
    {
        "title": TEXT,
        "description": TEXT,
        "updated": TEXT,
        "aside": SWITCH,
        "template": TEXT,  # checks/structure.py checks that there is one
        "search": fixed_keys({"exclude": SWITCH}),
    },
    required=[],
)
TEXT_KEYS = ("title", "description")
TEXT_TAG = "tag:yaml.org,2002:str"


def read_front_matter(source: YamlSource) -> dict[str, Entry]:
    """Returns the entries of a page's front matter, and reports to the source what is not as it should be.

    MkDocs takes front matter that is not YAML, or has a day that is not in the calendar, for text of the page.
    """
    data = read_data(source, FRONT_MATTER) or {}
    entries = {key: entry for key, entry in source.entries().items() if key in data}
    for key in TEXT_KEYS:
        if key in entries and entries[key][1].tag != TEXT_TAG:
            message = Message("to YAML, {key} '{value}' means something else", key=key, value=data[key])
            source.report((key,), message, Message('put it in "quotes"'))
    if "updated" in data and not parse_date(data["updated"]):
        source.report(("updated",), *_explain_date(data["updated"]))
    return entries


def _explain_date(text: str) -> tuple[Message, Message]:
    """Returns the message and the fix for a date that is none."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return Message("updated: there is no day {date} in the calendar", date=text), Message("correct it")
    message = Message("updated: '{date}' is not a date that programs understand", date=text)
    suggestion = _iso_date(text)
    if suggestion:
        return message, Message("write {date}", date=suggestion)
    return message, Message("write year-month-day in digits, as in 2024-03-01")


def parse_date(text: str) -> datetime.date | None:
    """Returns the day of a text such as 2024-03-01; None where it is none."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):  # fromisoformat() knows more forms, and YAML does not.
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def _iso_date(text: str) -> str:
    """Returns a date in its only form, from another: 01.03.2024, 2024/3/1; "" where it has no clear meaning."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if len(numbers) < 3 or re.search(r"[^\W\d_]{2}", text):  # Two letters: the name of a month
        return ""
    first, second, third = numbers[:3]
    year, month, day = (first, second, third) if first > 31 else (third, second, first)
    is_american = "/" in text and first <= 12 and second <= 12 and first != second and year == third
    written = f"{year:04}-{month:02}-{day:02}"
    return written if parse_date(written) and year > 31 and not is_american else ""
