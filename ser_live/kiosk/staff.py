"""The staff code: kept as a scrypt hash, compared in constant time, locked after failures.

Parameters of scrypt follow RFC 7914 and the OWASP cheat sheet on password storage
(N = 2^15, r = 8, p = 1: 32 MiB and about a tenth of a second for each guess).
"""

from __future__ import annotations

import base64
import binascii
import getpass
import hashlib
import hmac
import os
import re
import sys
from dataclasses import dataclass, replace
from typing import Final

from ser_core.errors import ConfigError
from ser_core.exit_codes import EXIT_OK

MIN_DIGITS: Final = 6
MAX_DIGITS: Final = 12
FREE_TRIES: Final = 5
FIRST_LOCK_S: Final = 30.0
LONGEST_LOCK_S: Final = 3600.0

_COST, _BLOCK, _PARALLEL = 2**15, 8, 1
_MEMORY_LIMIT = 256 * 1024 * 1024
_SALT_BYTES, _KEY_BYTES = 16, 32


@dataclass(frozen=True, slots=True)
class StaffHash:
    """A hashed staff code, as the kiosk's file holds it."""

    cost: int
    block: int
    parallel: int
    salt: bytes
    key: bytes

    def matches(self, code: str) -> bool:
        """Whether `code` is the staff code; takes as long for a wrong one as for the right."""
        return hmac.compare_digest(_derive(code, self), self.key)

    def __str__(self) -> str:
        """Return the line for the kiosk's file."""
        salt, key = (base64.urlsafe_b64encode(raw).decode() for raw in (self.salt, self.key))
        return f"scrypt:{self.cost}:{self.block}:{self.parallel}:{salt}:{key}"


NOBODY = StaffHash(2**14, _BLOCK, 1, bytes(_SALT_BYTES), b"")
"""A hash that no code matches."""


def hash_code(code: str) -> StaffHash:
    """Hash a new staff code with a fresh salt.

    Raises
    ------
    ConfigError
        If the code is not 6 to 12 digits, which is what the keypad can enter.
    """
    if not re.fullmatch(rf"[0-9]{{{MIN_DIGITS},{MAX_DIGITS}}}", code):
        raise ConfigError(f"A staff code has {MIN_DIGITS} to {MAX_DIGITS} digits; choose another.")
    blank = StaffHash(_COST, _BLOCK, _PARALLEL, os.urandom(_SALT_BYTES), b"")
    return replace(blank, key=_derive(code, blank))


def _derive(code: str, by: StaffHash) -> bytes:
    return hashlib.scrypt(
        code.encode(),
        salt=by.salt,
        n=by.cost,
        r=by.block,
        p=by.parallel,
        maxmem=_MEMORY_LIMIT,
        dklen=_KEY_BYTES,
    )


def parse_hash(line: str) -> StaffHash | None:
    """Read what `StaffHash.__str__` wrote; None where the line is something else."""
    parts = line.split(":")
    if len(parts) != 6 or parts[0] != "scrypt":
        return None
    try:
        cost, block, parallel = (int(part) for part in parts[1:4])
        salt, key = (base64.b64decode(part, altchars=b"-_", validate=True) for part in parts[4:])
    except (ValueError, binascii.Error):
        return None
    sane = (
        2**14 <= cost <= 2**17
        and cost & (cost - 1) == 0
        and block == _BLOCK
        and 1 <= parallel <= 4
        and len(salt) >= _SALT_BYTES
        and len(key) == _KEY_BYTES
    )
    return StaffHash(cost, block, parallel, salt, key) if sane else None


@dataclass(frozen=True, slots=True)
class Lock:
    """How often the code was wrong, and until when no further try is taken.

    Times are seconds of a monotonic clock. After five wrong codes each further one doubles
    the wait, up to an hour.
    """

    failures: int = 0
    until_s: float = 0.0

    def remaining_s(self, now_s: float) -> float:
        """Seconds until the next try is taken; 0 when one is."""
        return max(0.0, self.until_s - now_s)

    def failed(self, now_s: float) -> Lock:
        """Return the lock after a wrong code."""
        failures = self.failures + 1
        if failures < FREE_TRIES:
            return Lock(failures)
        doublings = min(failures - FREE_TRIES, 20)
        return Lock(failures, now_s + min(FIRST_LOCK_S * 2**doublings, LONGEST_LOCK_S))


def hash_staff_code() -> int:
    """Ask for a code and print the line for the kiosk's file; the exit status.

    At a terminal the code is asked twice and not shown; otherwise it is the first line of
    standard input.
    """
    if sys.stdin.isatty():
        code = getpass.getpass("Staff code (6 to 12 digits): ")
        if getpass.getpass("Once more: ") != code:
            raise ConfigError("The two codes differ; start again.")
    else:
        code = sys.stdin.readline().strip()
    sys.stdout.write(f'staff_code = "{hash_code(code)}"\n')
    return EXIT_OK
