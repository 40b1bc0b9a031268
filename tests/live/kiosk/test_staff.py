from __future__ import annotations

import io

import pytest

from ser_core.errors import ConfigError
from ser_live.kiosk import staff
from ser_live.kiosk.staff import NOBODY, Lock, hash_code, hash_staff_code, parse_hash


def test_a_hash_is_written_and_read_and_knows_its_code_only() -> None:
    first, second = hash_code("123456"), hash_code("123456")
    assert first.salt != second.salt
    assert parse_hash(str(first)) == first
    assert first.matches("123456")
    assert not first.matches("123457")
    assert not first.matches("")
    assert "123456" not in str(first)
    assert not NOBODY.matches("")


@pytest.mark.parametrize("code", ["", "12345", "1234567890123", "12345a", "١٢٣٤٥٦", "12345\n"])
def test_a_code_is_six_to_twelve_digits(code: str) -> None:
    with pytest.raises(ConfigError, match="6 to 12 digits"):
        hash_code(code)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "123456",
        "scrypt:1:2:3",
        "scrypt:32768:8:1:!!:!!",
        "scrypt:x:8:1:AAAA:AAAA",
        "scrypt:32768:8:1:AAAA:AAAA",
        f"scrypt:{2**30}:8:1:" + str(hash_code("123456")).split(":", 4)[4],
        "md5:32768:8:1:" + str(hash_code("123456")).split(":", 4)[4],
    ],
)
def test_what_is_no_hash_is_refused(line: str) -> None:
    assert parse_hash(line) is None


def test_wrong_codes_lock_the_keypad_ever_longer() -> None:
    lock, now = Lock(), 100.0
    waits = []
    for _ in range(16):
        lock = lock.failed(now)
        waits.append(lock.remaining_s(now))
    assert waits[:7] == [0, 0, 0, 0, 30, 60, 120]
    assert waits[-1] == 3600
    assert lock.remaining_s(now + 3601) == 0


def test_the_line_for_the_file_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(staff.sys, "stdin", io.StringIO("987654\n"))
    assert hash_staff_code() == 0
    line = capsys.readouterr().out.strip()
    read = parse_hash(line.removeprefix('staff_code = "').removesuffix('"'))
    assert read is not None
    assert read.matches("987654")


def test_at_a_terminal_the_code_is_asked_twice(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    answers = iter(["123456", "123457", "123456", "123456"])
    monkeypatch.setattr(staff.sys, "stdin", Terminal())
    monkeypatch.setattr(staff.getpass, "getpass", lambda _: next(answers))
    with pytest.raises(ConfigError, match="differ"):
        hash_staff_code()
    assert hash_staff_code() == 0
    assert "scrypt:" in capsys.readouterr().out
