"""Where live data may lie: a fixed local disk, outside everything that is synchronised."""

import ctypes
import enum
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

from app.errors import AppError
from app.i18n import N_


class Drive(enum.Enum):
    """What kind of disk a path lies on."""

    LOCAL = "local"
    NETWORK = "network"
    REMOVABLE = "removable"


@dataclass(frozen=True, slots=True)
class Volume:
    """What the system says of the disk under a path."""

    drive: Drive
    file_system: str


@dataclass(frozen=True, slots=True)
class Ground:
    """What the operating system answers about a path; tests give other answers."""

    is_windows: bool
    environment: Mapping[str, str]
    resolve: Callable[[str], str]
    volume: Callable[[str], Volume]
    attributes: Callable[[str], int]
    exists: Callable[[str], bool]


@dataclass(eq=False)
class OnNetworkDrive(AppError):
    """Live data on a network drive gets damaged."""

    path: str
    template = N_(
        "{path} is on a network drive. Locks do not hold there and books get damaged:"
        " keep the office on this computer's own disk. Backups may go there."
    )


@dataclass(eq=False)
class OnRemovableDrive(AppError):
    """Live data on a stick gets lost."""

    path: str
    template = N_(
        "{path} is on a removable disk, which may be pulled out in the middle of a posting:"
        " keep the office on this computer's own disk. Backups may go there."
    )


@dataclass(eq=False)
class OnFatDrive(AppError):
    """The file system keeps no journal."""

    path: str
    file_system: str
    template = N_(
        "The disk of {path} is formatted as {file_system}, which a power cut damages:"
        " choose a disk with NTFS. Backups may go there."
    )


@dataclass(eq=False)
class InSyncFolder(AppError):
    """A synchronising program copies half-written files."""

    path: str
    service: str
    template = N_(
        "{path} is synchronised by {service}, which copies half-written files and damages books:"
        " choose a folder that is not synchronised. Backups may go there."
    )


_NETWORK_SYSTEMS = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs", "lustre"),
        *("davfs", "fuse.sshfs", "fuse.davfs2", "fuse.rclone", "fuse.glusterfs", "vboxsf"),
    }
)
_FAT_SYSTEMS = frozenset({"fat", "fat12", "fat16", "fat32", "exfat", "vfat", "msdos"})
_ONEDRIVE = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
# The folders' own names, as these programs make them, and what they leave inside.
_SYNC_NAMES: Mapping[str, str] = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "nutstore": "坚果云",
    "nutstore files": "坚果云",
    "我的坚果云": "坚果云",
    "坚果云": "坚果云",
    "baidusyncdisk": "百度同步空间",
    "百度同步空间": "百度同步空间",
    "baidunetdiskworkspace": "百度网盘",
    "wps云盘": "WPS 云盘",
    "wpsdrive": "WPS 云盘",
    "wps cloud files": "WPS 云盘",
    "微云": "微云",
    "weiyun": "微云",
    "阿里云盘": "阿里云盘",
    "adrive": "阿里云盘",
}
_SYNC_MARKS: Mapping[str, str] = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".nutstore": "坚果云",
    ".stfolder": "Syncthing",
    ".owncloudsync.log": "Nextcloud",
    ".nextcloudsync.log": "Nextcloud",
}
# Pinned, unpinned, recalled on open, recalled on reading: only cloud folders have these.
_CLOUD_ATTRIBUTES = 0x80000 | 0x100000 | 0x40000 | 0x400000


def require_fit(folder: Path, ground: Ground | None = None) -> None:
    """Go on only if live data is safe in this folder; asked again at every start.

    Raises:
        OnNetworkDrive, OnRemovableDrive, OnFatDrive, InSyncFolder: and why.

    """
    ground = this_machine() if ground is None else ground
    path = ground.resolve(str(folder))
    if ground.is_windows and _is_share(path):
        raise OnNetworkDrive(str(folder))
    volume = ground.volume(path)
    if volume.drive is Drive.NETWORK:
        raise OnNetworkDrive(str(folder))
    if volume.drive is Drive.REMOVABLE:
        raise OnRemovableDrive(str(folder))
    if volume.file_system.casefold() in _FAT_SYSTEMS:
        raise OnFatDrive(str(folder), volume.file_system)
    service = _synchronised_by(path, ground)
    if service is not None:
        raise InSyncFolder(str(folder), service)


def this_machine() -> Ground:
    """Give what this machine answers."""
    return Ground(
        is_windows=sys.platform == "win32",
        environment=os.environ,
        resolve=os.path.realpath,
        volume=_volume,
        attributes=_attributes,
        exists=os.path.exists,
    )


def _is_share(path: str) -> bool:
    if path.startswith("\\\\?\\"):
        return path[4:].upper().startswith("UNC\\")
    return path.startswith(("\\\\", "//"))


def _synchronised_by(path: str, ground: Ground) -> str | None:
    pure: PurePath = PureWindowsPath(path) if ground.is_windows else PurePosixPath(path)
    if any(_is_below(pure, root) for root in _onedrive_roots(ground)):
        return "OneDrive"
    for place in (pure, *pure.parents):
        name = place.name.casefold().split(" - ")[0]
        if name in _SYNC_NAMES:
            return _SYNC_NAMES[name]
        for mark, service in _SYNC_MARKS.items():
            if ground.exists(str(place / mark)):
                return service
        if ground.attributes(str(place)) & _CLOUD_ATTRIBUTES:
            return "OneDrive"
    return None


def _onedrive_roots(ground: Ground) -> Iterator[PurePath]:
    for name in _ONEDRIVE:
        root = ground.environment.get(name)
        if root:
            yield PureWindowsPath(root) if ground.is_windows else PurePosixPath(root)


def _is_below(path: PurePath, root: PurePath) -> bool:
    return path == root or root in path.parents


def _attributes(path: str) -> int:
    if not os.path.exists(path):  # noqa: PTH110  # the path is text of either system here
        return 0
    return getattr(os.stat(path), "st_file_attributes", 0)  # noqa: PTH116


if sys.platform == "win32":  # pragma: no cover  # the other system
    _KINDS = {2: Drive.REMOVABLE, 4: Drive.NETWORK}

    def _volume(path: str) -> Volume:
        root = os.path.splitdrive(path)[0] + "\\"
        kind = ctypes.windll.kernel32.GetDriveTypeW(root)
        name = ctypes.create_unicode_buffer(64)
        ctypes.windll.kernel32.GetVolumeInformationW(
            root, None, 0, None, None, None, name, len(name)
        )
        return Volume(_KINDS.get(kind, Drive.LOCAL), name.value)

else:

    def _volume(path: str) -> Volume:
        table = Path("/proc/mounts")
        text = table.read_text(errors="replace") if table.is_file() else ""
        return volume_of(path, text)


def volume_of(path: str, mounts: str) -> Volume:
    """Give the disk under a path from a Linux table of mounts."""
    place = PurePosixPath(path)
    found = ("", "")
    for line in mounts.splitlines():
        _, point, system, *_rest = line.split(" ")
        point = point.replace("\\040", " ")
        # Of two on the same point the later one is seen.
        if _is_below(place, PurePosixPath(point)) and len(point) >= len(found[0]):
            found = (point, system)
    drive = Drive.NETWORK if found[1] in _NETWORK_SYSTEMS else Drive.LOCAL
    return Volume(drive, found[1])
