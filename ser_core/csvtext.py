"""Text cells that a spreadsheet cannot mistake for formulas.

Every CSV of this project passes its text through `neutralize` on writing and through
`restore` on reading; the two are exact inverses for any text.
"""

from __future__ import annotations

import re
from typing import Final

# The apostrophes before what a spreadsheet runs: at the beginning of a cell, or of what becomes
# a cell where a spreadsheet separates at something else than commas.
_BEFORE_FORMULA: Final = re.compile(
    r"(?:\A|(?<=[;\t\r\n]))'*(?=[=+\-@＝＋－＠])|\A'*(?=[\x00-\x1f\x7f-\x9f])"
)
_NUMBER: Final = re.compile(r"-?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)


def neutralize(cell: str) -> str:
    """Put an apostrophe before whatever in a cell a spreadsheet would run.

    Negative numbers stay numbers.

    Examples
    --------
    >>> neutralize("=1+1"), neutralize("a;=1+1"), neutralize("-3.5"), neutralize("calm")
    ("'=1+1", "a;'=1+1", '-3.5', 'calm')
    """
    if _NUMBER.fullmatch(cell):
        return cell
    return _BEFORE_FORMULA.sub(lambda found: "'" + found[0], cell)


def restore(cell: str) -> str:
    """Give back the text that `neutralize` was given.

    Examples
    --------
    >>> restore("'=1+1"), restore("a;'=1+1"), restore("'tis")
    ('=1+1', 'a;=1+1', "'tis")
    """
    if "'" not in cell:  # nearly every cell of a log, and a day has more than 100,000
        return cell
    return _BEFORE_FORMULA.sub(lambda found: found[0][1:], cell)


def number(value: float | None) -> str:
    """Give a number in its shortest exact form, or an empty cell for None.

    Examples
    --------
    >>> number(0.1), number(3), number(None)
    ('0.1', '3.0', '')
    """
    return "" if value is None else repr(float(value))
