"""Formulas in LaTeX: where GitHub sees one in a text, and MathML, which browsers draw without a script or a font.

https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/writing-mathematical-expressions
"""

import functools
import re
from html import unescape
from xml.etree import ElementTree

from markdown_it.rules_inline import StateInline

from messages.message import Message

# A dollar sign beside a letter, a digit or, inside, a space belongs to a price: US$5, $5 and $6.
FORMULA = re.compile(
    r"""
    (?<![\w$])
    (?: \$\$ (?P<display> [^$]+ ) \$\$
      | \$` (?P<quoted> [^`\n]+ ) `\$
      | \$ (?![\s$]) (?P<plain> (?: \\. | [^$\\] )+ ) (?<!\s) \$
    )
    (?![\w$])
    """,
    re.VERBOSE | re.DOTALL,
)
# Environments of LaTeX that the converter lacks → those that look the same
ENVIRONMENTS = {"{aligned}": "{align*}", "{split}": "{align*}", "{gathered}": "{gather*}"}
ESCAPED = re.compile(r"\\.", re.DOTALL)
UNREAD = re.compile(r"\\\w+|[&{}]")  # What the converter copies, because it knows no meaning for it
# Colours would not suit both light and dark, and a policy of the pages refuses style=.
LEFT_OUT = frozenset(("xmlns", "style", "class", "id", "href", "mathcolor", "mathbackground"))


class UnreadableFormulaError(Exception):
    """A formula has no MathML. `reason` says why."""

    def __init__(self, reason: Message) -> None:
        super().__init__(str(reason))
        self.reason = reason


def read_formula(state: StateInline, silent: bool) -> bool:
    """Reads a formula in a line, as a rule of markdown-it-py. Returns whether there is one."""
    found = FORMULA.match(state.src, state.pos)
    if not found or found.end() > state.posMax:
        return False
    if not silent:
        token = state.push("math_inline", "math", 0)
        token.content = found[found.lastgroup].strip()
        token.block = found.lastgroup == "display"
    state.pos = found.end()
    return True


@functools.lru_cache(maxsize=1000)  # The check reads a formula, then the build writes it.
def to_mathml(latex: str, is_block: bool) -> str:
    """Returns a formula as MathML. Raises UnreadableFormulaError."""
    # Loaded where a formula is written: it takes as long as a whole check.
    from latex2mathml.converter import convert_to_element

    source = latex
    for name, known in ENVIRONMENTS.items():
        source = source.replace(name, known)
    without_escaped = ESCAPED.sub("", source)
    if without_escaped.count("{") != without_escaped.count("}"):
        raise UnreadableFormulaError(Message("a brace { or } has no pair"))
    try:
        formula = convert_to_element(source, display="block" if is_block else "inline")
    except Exception as error:  # Its errors have no common class, and some have no words.
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(error).__name__.removesuffix("Error")).lower()
        raise UnreadableFormulaError(Message("the converter reports: {error}", error=words)) from None
    for element in formula.iter():
        if element.text and UNREAD.fullmatch(element.text):
            raise UnreadableFormulaError(Message("{command} is not known", command=element.text))
        element.text = unescape(element.text or "")  # The converter writes all signs as &#x0003D;
        element.attrib = {name: value for name, value in element.attrib.items() if name not in LEFT_OUT}
    return ElementTree.tostring(formula, "unicode", short_empty_elements=False)


def formula_error(latex: str) -> Message | None:
    """Returns what is wrong with a formula; None where it can be read."""
    try:
        to_mathml(latex, is_block=False)
    except UnreadableFormulaError as error:
        return error.reason
    return None
