"""The manifest says whose books a backup holds and how much, and nothing half understood."""

from dataclasses import replace

import pytest

from app.services.safe import manifest, record
from app.services.safe.database_key import new_database_key
from app.services.safe.manifest import BackupNewer, BooksFacts, Manifest, Part, differences
from tests.services.safe.books import NOW

_FACTS = BooksFacts(1, {"sale": 300, "voucher": 12}, 7, "ab" * 32, {"004": "cd" * 32})
_MANIFEST = Manifest(
    program_version="0.1.0",
    office="0" * 32,
    generation=3,
    counter=12,
    made_at=NOW,
    facts=_FACTS,
    complaints=("V03",),
    parts=(Part("books.db", 4096, "ef" * 32),),
    key=new_database_key(),
)


def test_what_was_written_is_read_back() -> None:
    assert manifest.decode(manifest.encode(_MANIFEST)) == _MANIFEST


def test_the_key_is_inside_and_is_not_shown() -> None:
    assert _MANIFEST.key.raw.hex().encode() in manifest.encode(_MANIFEST)
    assert "key" not in repr(_MANIFEST)


def test_every_field_of_the_format_is_there() -> None:
    assert set(record.parse(manifest.encode(_MANIFEST))) == {
        *("format", "version", "program_version", "schema_version", "office", "generation"),
        *("counter", "made_at", "row_counts", "audit", "trial_balances", "complaints", "parts"),
        "database_key",
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"zhangfang backup"', b'"something else"'),
        (b'"generation":3', b'"generation":999999'),
        (b'"office":"', b'"office":"../'),
        (b'"sha256":"ef', b'"sha256":"EF'),
        (b'"size":4096', b'"size":-1'),
        (b'"database_key":"', b'"database_key":"zz'),
        (b'"database_key":"', b'"database_key":"00'),
        (b'"voucher":12', b'"voucher":"12"'),
        (b'"complaints":["V03"]', b'"complaints":[3]'),
        (b'"parts":[', b'"parts":[3,'),
    ],
)
def test_a_changed_manifest_is_unreadable(old: bytes, new: bytes) -> None:
    content = manifest.encode(_MANIFEST)
    assert old in content
    with pytest.raises(record.Unreadable):
        manifest.decode(content.replace(old, new))


def test_a_manifest_of_a_newer_program_is_refused_with_both_versions() -> None:
    content = manifest.encode(_MANIFEST).replace(b'"version":1', b'"version":2')
    with pytest.raises(BackupNewer) as refused:
        manifest.decode(content)
    assert (refused.value.found, refused.value.known) == (2, 1)


def test_the_same_facts_have_no_differences() -> None:
    assert differences(_FACTS, replace(_FACTS)) == ()


def test_every_fact_that_is_not_the_same_is_named_with_both_values() -> None:
    found = BooksFacts(2, {"sale": 299, "receipt": 1}, 7, "ac" * 32, {"004": "ce" * 32})
    named = dict(line.split(": ", 1) for line in differences(_FACTS, found))
    assert named["rows sale"] == "300 ≠ 299"
    assert named["rows voucher"] == "12 ≠ -"
    assert named["rows receipt"] == "- ≠ 1"
    assert named["schema_version"] == "1 ≠ 2"
    assert {"audit", "audit_hash", "trial_balance 004"} <= named.keys()
