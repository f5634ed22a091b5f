"""The streams of a compound file are found; a damaged one is refused and never loops."""

import random
import struct

import pytest

from app.services.exchange.compound import Compound
from app.services.exchange.refusals import DamagedSpreadsheet
from tests.services.exchange.made_files import SALE, xls
from tests.services.exchange.records import compound


def _damaged(content: bytes) -> None:
    with pytest.raises(DamagedSpreadsheet):
        Compound("a.xls", content).read("Workbook")


def _patched(content: bytes, at: int, *numbers: int) -> bytes:
    return (
        content[:at] + struct.pack(f"<{len(numbers)}I", *numbers) + content[at + 4 * len(numbers) :]
    )


@pytest.mark.parametrize("size", [4096, 5000, 100_000, 9_000_000])
def test_a_stream_is_given_whole_whatever_its_size(size: int) -> None:
    stream = random.Random(size).randbytes(size)  # noqa: S311  # any bytes will do
    opened = Compound("a.xls", compound(stream))
    assert opened.streams() == ["Workbook"]
    assert opened.read("Workbook") == stream


def _small(stream: bytes) -> bytes:
    """Give a compound file whose only stream lies in small sectors."""
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 65534, 9, 6)
    )
    header += bytes(10) + struct.pack("<IIIIIIIII", 1, 1, 0, 4096, 2, 1, 0xFFFFFFFE, 0, 0)
    header += struct.pack("<108I", *[0xFFFFFFFF] * 108)
    table = struct.pack(
        "<128I", 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE, 0xFFFFFFFE, *[0xFFFFFFFF] * 124
    )

    def entry(name: str, kind: int, start: int, size: int) -> bytes:
        words = (name + "\0").encode("utf-16-le")
        head = words.ljust(64, b"\0") + struct.pack("<HB", len(words), kind)
        return head.ljust(116, b"\0") + struct.pack("<III", start, size, 0)

    size = len(stream)
    listing = entry("Root Entry", 5, 3, 512) + entry("Workbook", 2, 0, size) + bytes(256)
    sectors = -(-size // 64)
    small = struct.pack("<128I", *range(1, sectors), 0xFFFFFFFE, *[0xFFFFFFFF] * (128 - sectors))
    return header + table + listing + small + stream.ljust(512, b"\0")


def test_a_small_stream_lies_in_small_sectors() -> None:
    stream = bytes(range(150))
    assert Compound("a.xls", _small(stream)).read("Workbook") == stream


def test_a_small_stream_that_leads_nowhere_is_damaged() -> None:
    content = _small(bytes(150))
    _damaged(_patched(content, 512 * 3, 100))
    _damaged(_patched(content, 512 * 3, 0))


@pytest.mark.parametrize("length", [0, 20, 100, 600])
def test_a_file_that_was_cut_short_is_damaged(length: int) -> None:
    _damaged(xls(("销售", [SALE]))[:length])


def test_a_size_of_sectors_that_there_is_not_is_damaged() -> None:
    content = bytearray(xls(("销售", [SALE])))
    content[30] = 31
    _damaged(bytes(content))


def test_a_chain_that_turns_back_is_damaged() -> None:
    content = compound(bytes(5000))
    table = struct.unpack_from("<I", content, 76)[0]
    _damaged(_patched(content, 512 + table * 512, 0))


def test_a_chain_that_leads_out_of_the_file_is_damaged() -> None:
    content = compound(bytes(5000))
    table = struct.unpack_from("<I", content, 76)[0]
    _damaged(_patched(content, 512 + table * 512, 120))
    _damaged(_patched(content, 76, 0xFFFFFF))


def test_a_list_of_tables_that_turns_back_ends() -> None:
    content = compound(bytes(9_000_000))
    more = struct.unpack_from("<I", content, 68)[0]
    at = 512 + more * 512 + 508
    looped = _patched(content, at, more)
    assert looped != content
    assert len(Compound("a.xls", looped).read("Workbook")) >= 9_000_000


def test_any_flipped_byte_of_the_frame_is_read_or_refused() -> None:
    content = xls(("销售", [SALE] * 50))
    chance = random.Random(117)  # noqa: S311
    for _ in range(300):
        at = chance.choice([chance.randrange(512), chance.randrange(len(content))])
        broken = bytearray(content)
        broken[at] ^= 1 << chance.randrange(8)
        try:
            opened = Compound("a.xls", bytes(broken))
            for stream in opened.streams():
                opened.read(stream)
        except DamagedSpreadsheet:
            continue
