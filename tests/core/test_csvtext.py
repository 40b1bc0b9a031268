"""A cell is harmless in a spreadsheet and comes back exactly as it was."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ser_core.csvtext import neutralize, restore

DANGEROUS = tuple("=+-@\t\r\n\x00\x7f＝＠")


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_every_text_comes_back(text: str) -> None:
    assert restore(neutralize(text)) == text


@given(st.text(alphabet="'=+-@1.e;\t\r\x00a"))
def test_texts_of_awkward_characters_come_back(text: str) -> None:
    assert restore(neutralize(text)) == text


@given(st.sampled_from(DANGEROUS), st.text(alphabet="ab(!|"))
def test_no_written_cell_begins_with_a_character_that_starts_a_formula(
    first: str, rest: str
) -> None:
    assert not neutralize(first + rest).startswith(DANGEROUS)


@pytest.mark.parametrize("separator", ";\t\r\n")
@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
def test_no_part_of_a_cell_begins_as_a_formula(separator: str, sign: str) -> None:
    text = f"a{separator}{sign}1+1{separator}'{sign}b"
    parts = neutralize(text).split(separator)
    assert parts == ["a", f"'{sign}1+1", f"''{sign}b"]
    assert restore(neutralize(text)) == text


@pytest.mark.parametrize("text", ["a; b", "a;'b", "a;1-2", "a\r\nb", "a;'", ";;"])
def test_parts_that_are_no_formula_stay(text: str) -> None:
    assert neutralize(text) == text


@pytest.mark.parametrize("number", ["-3.5", "-49", "-1e-05", "-.5", "0"])
def test_numbers_stay_numbers(number: str) -> None:
    assert neutralize(number) == number


@pytest.mark.parametrize("text", ["-1+1", "-2 cmd", "+1", "+49 30 1234", "-", "--1", "-\u0663"])
def test_what_only_begins_like_a_number_is_neutralized(text: str) -> None:
    assert neutralize(text) == "'" + text


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8")), min_size=1))
def test_rows_survive_a_csv_file(cells: list[str]) -> None:
    file = io.StringIO(newline="")
    csv.writer(file).writerow([neutralize(cell) for cell in cells])
    file.seek(0)
    (row,) = csv.reader(file)
    assert [restore(cell) for cell in row] == cells
