from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ser_live.kiosk.located import TomlSyntaxError, locate

DOCUMENT = '''# a remark
name = "x" # another = "="

[table]
text = """first
[not.a.header]
key = 1
"""
list = [
  "a",
  "b",
]
dotted.key = 1
inline = { a = 1, b = { c = 2 } }

[[things]]
id = "one"
[things.part]
deep = true
[[things]]
id = "two"
'''


def test_every_key_and_header_knows_its_line() -> None:
    document = locate(DOCUMENT, "x.toml")
    expected = {
        ("name",): 2,
        ("table",): 4,
        ("table", "text"): 5,
        ("table", "list"): 9,
        ("table", "dotted", "key"): 13,
        ("table", "inline", "b", "c"): 14,
        ("things", 0): 16,
        ("things", 0, "id"): 17,
        ("things", 0, "part"): 18,
        ("things", 0, "part", "deep"): 19,
        ("things", 1): 20,
        ("things", 1, "id"): 21,
    }
    assert {path: document.line(path) for path in expected} == expected


def test_a_key_that_is_not_there_has_the_line_of_its_table() -> None:
    document = locate(DOCUMENT, "x.toml")
    assert document.line(("things", 1, "name", "en")) == 20
    assert document.line(("nowhere",)) == 1


@pytest.mark.parametrize(
    ("text", "line"),
    [("a = 1\nb = \n", 2), ("a = 1\na = 2\n", 2), ("a = 1\nb = [1,\n2", 3), ("\n\n= 3", 3)],
)
def test_a_mistake_of_syntax_has_a_line(text: str, line: int) -> None:
    with pytest.raises(TomlSyntaxError) as caught:
        locate(text, "x.toml")
    assert caught.value.line == line


@given(st.lists(st.sampled_from(["", "# [x]", 'k{n} = "= [y]"', "[t{n}]", "[[a]]"]), max_size=12))
def test_lines_are_those_of_the_text(pieces: list[str]) -> None:
    lines = [piece.format(n=number) for number, piece in enumerate(pieces)]
    document = locate("\n".join(lines), "x.toml")
    for path, line in document.lines.items():
        last = next(part for part in reversed(path) if isinstance(part, str))
        assert last in lines[line - 1]
