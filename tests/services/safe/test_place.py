"""Live data is refused where it gets damaged, and the reason is said."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from app.errors import AppError
from app.services.safe.place import (
    Drive,
    Ground,
    InSyncFolder,
    OnFatDrive,
    OnNetworkDrive,
    OnRemovableDrive,
    Volume,
    require_fit,
    this_machine,
    volume_of,
)

_NTFS = Volume(Drive.LOCAL, "NTFS")


def _windows(  # noqa: PLR0913  # each is one answer of the system
    *,
    volume: Volume = _NTFS,
    environment: Mapping[str, str] | None = None,
    resolve: Callable[[str], str] = str,
    cloud: str = "",
    existing: str = "",
    is_windows: bool = True,
) -> Ground:
    return Ground(
        is_windows=is_windows,
        environment=environment or {},
        resolve=resolve,
        volume=lambda _path: volume,
        attributes=lambda path: 0x400000 if path == cloud else 0,
        exists=lambda path: path == existing,
    )


_HOME = r"C:\Users\zhou"


@pytest.mark.parametrize(
    "path",
    [
        r"C:\Users\zhou\AppData\Local\Zhangfang\office",
        r"D:\账房",
        r"\\?\C:\Zhangfang\office",
        r"D:\OneDriveExport",
    ],
)
def test_a_fixed_local_disk_is_fit(path: str) -> None:
    require_fit(Path(path), _windows(environment={"OneDrive": _HOME + r"\OneDrive"}))


@pytest.mark.parametrize(
    ("path", "ground", "refusal"),
    [
        (r"\\server\share\office", _windows(), OnNetworkDrive),
        (r"\\?\UNC\server\share\office", _windows(), OnNetworkDrive),
        ("//server/share/office", _windows(), OnNetworkDrive),
        (r"Z:\office", _windows(volume=Volume(Drive.NETWORK, "NTFS")), OnNetworkDrive),
        # A SUBST letter or a link that leads to a share.
        (r"S:\office", _windows(resolve=lambda _path: r"\\server\share\office"), OnNetworkDrive),
        (r"E:\office", _windows(volume=Volume(Drive.REMOVABLE, "NTFS")), OnRemovableDrive),
        (r"F:\office", _windows(volume=Volume(Drive.LOCAL, "exFAT")), OnFatDrive),
        (r"F:\office", _windows(volume=Volume(Drive.LOCAL, "FAT32")), OnFatDrive),
        (
            r"C:\Users\zhou\Cloud\账房",
            _windows(environment={"OneDriveCommercial": r"c:\users\zhou\cloud"}),
            InSyncFolder,
        ),
        # Known-folder move: the documents are redirected without a telling name.
        (_HOME + r"\Documents\office", _windows(cloud=_HOME + r"\Documents"), InSyncFolder),
        (_HOME + r"\Sync\office", _windows(existing=_HOME + r"\Sync\.dropbox"), InSyncFolder),
        (r"D:\我的坚果云\office", _windows(), InSyncFolder),
        (r"D:\BaiduSyncdisk\账房", _windows(), InSyncFolder),
        (r"D:\WPS云盘\账房", _windows(), InSyncFolder),
        (r"D:\OneDrive - 云溪青禾\账房", _windows(), InSyncFolder),
        ("/home/zhou/Nutstore Files/office", _windows(is_windows=False), InSyncFolder),
        (
            "/home/zhou/cloud/office",
            _windows(is_windows=False, environment={"OneDrive": "/home/zhou/cloud"}),
            InSyncFolder,
        ),
    ],
)
def test_a_place_that_damages_books_is_refused(
    path: str, ground: Ground, refusal: type[AppError]
) -> None:
    with pytest.raises(refusal) as refused:
        require_fit(Path(path), ground)
    assert refused.value.exit_code == 3


def test_the_name_of_the_synchronising_program_is_said() -> None:
    with pytest.raises(InSyncFolder) as refused:
        require_fit(Path(r"D:\坚果云\office"), _windows())
    assert refused.value.service == "坚果云"


_MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
server:/export /srv nfs4 rw 0 0
//server/books /mnt/our\\040books cifs rw 0 0
/dev/sdb1 /media/stick vfat rw 0 0
server:/old /data nfs rw 0 0
/dev/sdc1 /data ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "volume"),
    [
        ("/home/zhou/office", Volume(Drive.LOCAL, "ext4")),
        ("/srv/office", Volume(Drive.NETWORK, "nfs4")),
        ("/srv", Volume(Drive.NETWORK, "nfs4")),
        ("/srv-local/office", Volume(Drive.LOCAL, "ext4")),
        ("/mnt/our books/office", Volume(Drive.NETWORK, "cifs")),
        ("/media/stick/office", Volume(Drive.LOCAL, "vfat")),
        ("/data/office", Volume(Drive.LOCAL, "ext4")),
    ],
)
def test_the_table_of_mounts_tells_the_disk_under_a_path(path: str, volume: Volume) -> None:
    assert volume_of(path, _MOUNTS) == volume


def test_this_machine_answers_about_folders_that_are_there_and_that_are_not(
    tmp_path: Path,
) -> None:
    ground = this_machine()
    require_fit(tmp_path)
    require_fit(tmp_path / "not yet" / "there")
    assert ground.volume(str(tmp_path)).drive is Drive.LOCAL


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_into_a_synchronised_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "office").symlink_to(tmp_path / "Dropbox")
    with pytest.raises(InSyncFolder):
        require_fit(tmp_path / "office")
