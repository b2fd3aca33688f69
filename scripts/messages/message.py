"""A message: English, with values in the places of its {placeholders}, until it is put into words in a language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from messages.catalogue import ENGLISH, Catalogue

PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Message:
    """A message, such as Message("there is no page {path}", path=path).

    The text is written where it is used, not in a variable: so `make messages` finds it. What is in braces and names no
    value stays as it is: { #id }. Messages are compared as their English is.
    """

    def __init__(self, text: str, /, **values: Value) -> None:
        self.text = text
        self.values = values
        self.plural = ""
        """The text for many; "" where the message counts nothing."""

    @classmethod
    def counted(cls, one: str, many: str, count: int, /, **values: Value) -> Message:
        """Returns a message that counts something, {count} of it. one, many: its texts; a language may have more."""
        message = cls(one, count=Number(count), **values)
        message.plural = many
        return message

    def with_values(self, **values: Value) -> Message:
        """Returns the same message with some other values."""
        message = Message(self.text, **{**self.values, **values})
        message.plural = self.plural
        return message

    def in_words(self, catalogue: Catalogue) -> str:
        """Returns the message in a language, with all messages that are among its values."""
        if self.plural:
            text = catalogue.counted(self.text, self.plural, self.values["count"])
        else:
            text = catalogue.translation(self.text)

        def value(placeholder: re.Match[str]) -> str:
            name = placeholder[1]
            return value_in_words(self.values[name], catalogue) if name in self.values else placeholder[0]

        return PLACEHOLDER.sub(value, text)

    def __str__(self) -> str:
        return self.in_words(ENGLISH)

    def __repr__(self) -> str:
        return f"Message({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def __lt__(self, other: Message) -> bool:
        return str(self) < str(other)


class Number(int):
    """A number whose digits a language puts in groups: 14,000."""


Value = str | int | PurePath | Message | Sequence["Value"]
"""What may stand in the place of a placeholder. Of several values, commas separate them."""


def value_in_words(value: Value, catalogue: Catalogue) -> str:
    """Returns a value as it is in a message."""
    if isinstance(value, Message):
        return value.in_words(catalogue)
    if isinstance(value, Number):
        return catalogue.number(value)
    if isinstance(value, str | int | PurePath):
        return str(value)
    return ", ".join(value_in_words(item, catalogue) for item in value)


def either(choices: Sequence[Value]) -> Value:
    """Returns a choice between values: a, b or c."""
    *others, last = choices
    return Message("{others} or {last}", others=others, last=last) if others else last
