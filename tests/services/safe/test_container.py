"""A backup is written as a stream that is never whole in memory or on a disk."""

import io
import tarfile
from pathlib import Path

import pyrage
import pytest
from pyrage.x25519 import Identity

from app.services.progress import UNWATCHED
from app.services.safe import container
from app.services.safe.container import Source, measured
from app.services.safe.database_key import new_database_key
from app.services.safe.manifest import BooksFacts, Manifest, Part
from tests.services.safe.books import NOW

_FACTS = BooksFacts(1, {}, 0, "", {})


def _manifest(*sources: Source) -> Manifest:
    parts = tuple(source.part for source in sources)
    return Manifest("0.1.0", "0" * 32, 1, 1, NOW, _FACTS, (), parts, new_database_key())


def _written(*sources: Source) -> bytes:
    identity, target = Identity.generate(), io.BytesIO()
    container.write(target, (str(identity.to_public()),), _manifest(*sources), sources)
    return pyrage.decrypt(target.getvalue(), [identity])


def test_a_part_is_measured_before_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "books.db"
    path.write_bytes(b"abc")
    digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert measured("books.db", path) == Source(Part("books.db", 3, digest), path)
    assert measured("books.db", b"abc").part == Part("books.db", 3, digest)


@pytest.mark.parametrize("size", [0, 1, 511, 512, 513, 10_240, 200_000])
def test_parts_of_every_size_come_out_as_they_went_in(size: int) -> None:
    content = bytes(index % 251 for index in range(size))
    plain = _written(measured("books.db", content), measured("keyfile.json", b"{}"))
    assert len(plain) % tarfile.RECORDSIZE == 0
    with tarfile.open(fileobj=io.BytesIO(plain)) as tar:
        books = tar.extractfile("books.db")
        assert books is not None
        assert books.read() == content
        assert tar.getnames()[0] == "manifest.json"


def test_the_tar_is_read_in_pieces_of_any_size() -> None:
    source = measured("books.db", bytes(100_000))
    whole = container._PlainTar(b"{}", (source,), UNWATCHED).read(None)
    pieces = container._PlainTar(b"{}", (source,), UNWATCHED)
    got = b"".join(iter(lambda: pieces.read(777), b""))
    assert got.startswith(whole)
    assert len(got) % tarfile.RECORDSIZE == 0


def test_a_part_that_vanishes_while_it_is_written_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "books.db"
    path.write_bytes(bytes(1000))
    source = measured("books.db", path)
    path.unlink()
    with pytest.raises(FileNotFoundError):
        _written(source)


def test_a_key_that_is_none_is_an_error_and_not_an_unencrypted_file() -> None:
    source = measured("books.db", b"abc")
    target = io.BytesIO()
    with pytest.raises(pyrage.RecipientError):
        container.write(target, ("age1wrong",), _manifest(source), (source,))
    assert target.getvalue() == b""


def test_no_key_at_all_is_an_error_and_not_an_unencrypted_file() -> None:
    source = measured("books.db", b"abc")
    target = io.BytesIO()
    with pytest.raises(pyrage.EncryptError):
        container.write(target, (), _manifest(source), (source,))
    assert target.getvalue() == b""
