"""What is written to a terminal cannot command it."""

from hypothesis import given
from hypothesis import strategies as st

from ser_core.plaintext import is_plain, plain


@given(st.text())
def test_nothing_commands_a_terminal(text: str) -> None:
    assert is_plain(plain(text))
    assert plain(plain(text)) == plain(text)


def test_what_can_be_read_stays() -> None:
    for text in ("café déjà vu.wav", "通話 1.flac", "C:\\calls\\new.wav", "a\xa0b"):
        assert plain(text) == text


def test_what_commands_becomes_an_escape() -> None:
    assert plain("a\x1b]0;b\x07\n\u202ec\udce9") == "a\\x1b]0;b\\x07\\n\\u202ec\\udce9"
