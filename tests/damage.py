"""Damage to files, as disks, transfers and attackers do it."""

from __future__ import annotations

from hypothesis import strategies as st

HOSTILE = (
    b"\x00",
    b"\xff\xff\xff\xff",
    b"\x7f\xff\xff\xff",
    b'"',
    b"\r\n",
    b"=1+1",
    b"nan",
    b"1e999",
)


@st.composite
def damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """Return `content` after a few cuts, flips, insertions, deletions and repetitions."""
    data = bytearray(content)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        match draw(st.sampled_from(["cut", "flip", "insert", "hostile", "delete", "repeat"])):
            case "cut":
                del data[at:]
            case "flip":
                data[at : at + 1] = bytes([draw(st.integers(0, 255))])
            case "insert":
                data[at:at] = draw(st.binary(max_size=200))
            case "hostile":
                piece = draw(st.sampled_from(HOSTILE))
                data[at : at + len(piece)] = piece
            case "delete":
                del data[at : at + draw(st.integers(0, 300))]
            case "repeat":
                data[at:at] = data[: draw(st.integers(0, 2000))]
    return bytes(data)
