"""Colours code: Pygments says what each piece is, and docs/assets/markdown/code.css colours a few classes.

Operators, punctuation and most names keep the colour of the text, so they need no element.
"""

from html import escape
from itertools import groupby

from pygments.lexers import get_lexer_by_name
from pygments.token import Token
from pygments.util import ClassNotFound

# Kind of token → class. Of two kinds that a token has, the narrower one counts.
CLASSES = {
    Token.Comment: "hl-comment",
    Token.Comment.Preproc: "hl-keyword",
    Token.Keyword: "hl-keyword",
    Token.Keyword.Constant: "hl-constant",
    Token.Operator.Word: "hl-keyword",
    Token.Literal.String: "hl-string",
    Token.Literal.Number: "hl-constant",
    Token.Name.Attribute: "hl-name",
    Token.Name.Builtin: "hl-name",
    Token.Name.Class: "hl-name",
    Token.Name.Decorator: "hl-name",
    Token.Name.Function: "hl-name",
    Token.Name.Tag: "hl-keyword",
    Token.Generic.Heading: "hl-keyword",
    Token.Generic.Inserted: "hl-inserted",
    Token.Generic.Deleted: "hl-deleted",
    Token.Generic.Prompt: "hl-comment",
    Token.Generic.Output: "hl-comment",
}


def code_html(code: str, language: str) -> str:
    """Returns code as HTML, coloured where the language is known. language: as it is behind ```; or ""."""
    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return escape(code, quote=False)
    pieces = []
    for name, tokens in groupby(lexer.get_tokens(code), lambda token: _class_of(token[0])):
        html = escape("".join(text for _, text in tokens), quote=False)
        pieces.append(f'<span class="{name}">{html}</span>' if name and html.strip() else html)
    return "".join(pieces)


def _class_of(kind: type[Token]) -> str:
    """Returns the class of a kind of token, or of the kind that it belongs to; "" where it has none."""
    while kind is not None:
        if kind in CLASSES:
            return CLASSES[kind]
        kind = kind.parent
    return ""
