"""The members of ZIP and tar archives, each as a stream of its own."""

import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import BinaryIO, Protocol, cast

from newscrawler.crawling.archive.decompression import ERRORS, DamagedStreamError
from newscrawler.crawling.archive.piece_stream import PieceStream
from newscrawler.reextraction.streams import damage_of
from newscrawler.reextraction.zip_headers import LocalMember, local_members

_READ_BYTES = 64 * 1024
_BLOCK_BYTES = 512
_MAX_SIDECAR_BYTES = 64 * 1024
_MAX_SIDECARS_BYTES = 256 * 1024 * 1024
_ENCRYPTED = 0x1
_FAULTS = (zipfile.BadZipFile, NotImplementedError, RuntimeError, *ERRORS)


@dataclass(frozen=True)
class Member:
    """A file in an archive: `why_not` says why it cannot be read, None where it can."""

    name: str
    open: Callable[[], BinaryIO]
    why_not: str | None = None


@dataclass(frozen=True)
class Damage:
    """A part of an archive that cannot be read, at the byte `offset`, and why."""

    offset: int
    reason: str


class Archive(Protocol):
    """What the members of an archive are."""

    def members(self) -> Iterator[Member | Damage]:
        """Yield the members in the order of the archive, and what is damaged."""

    def exists(self, name: str) -> bool:
        """Return whether there is a member of this name."""

    def read(self, name: str) -> bytes:
        """Return what a small member holds. Raises OSError when it cannot be read."""


class ZipArchive:
    """A ZIP archive in a seekable stream. Without its directory, it is read as far as it goes."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.file: zipfile.ZipFile | None = None
        self.why_not: str | None = None
        self.local: dict[str, LocalMember] = {}
        try:
            self.file = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            self.why_not = str(error)
            self.local = {found.name: found for found in local_members(stream)}

    def members(self) -> Iterator[Member | Damage]:
        """Yield the members in the order of the archive, and what is damaged."""
        if self.file is None:
            yield from map(_as_member, self.local.values())
            yield Damage(0, f"its directory cannot be read: {self.why_not}")
            return
        for info in self.file.infolist():
            if not info.is_dir():
                yield self._member(info)

    def exists(self, name: str) -> bool:
        """Return whether there is a member of this name."""
        return name in (self.file.NameToInfo if self.file else self.local)

    def read(self, name: str) -> bytes:
        """Return what a small member holds. Raises OSError when it cannot be read."""
        pieces = (
            self._pieces(self.file.NameToInfo[name]) if self.file else self.local[name].pieces()
        )
        try:
            return next(pieces, b"")
        except DamagedStreamError as error:
            raise OSError(None, str(error), name) from None

    def _member(self, info: zipfile.ZipInfo) -> Member:
        is_encrypted = info.flag_bits & _ENCRYPTED
        return Member(
            info.filename,
            lambda: cast("BinaryIO", PieceStream(lambda: self._pieces(info))),
            "encrypted" if is_encrypted else None,
        )

    def _pieces(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        assert self.file
        try:
            with self.file.open(info) as member:
                while piece := member.read(_READ_BYTES):
                    yield piece
        except _FAULTS as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise
            raise DamagedStreamError(str(error) or "cut off") from None


def _as_member(found: LocalMember) -> Member:
    return Member(found.name, lambda: cast("BinaryIO", PieceStream(found.pieces)), found.why_not)


class TarArchive:
    """A tar archive in a seekable stream that is not compressed (any more).

    It is gone through twice: sidecars may stand behind their pages.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self._names: set[str] = set()
        self._sidecars: dict[str, bytes] = {}

    def members(self) -> Iterator[Member | Damage]:
        """Yield the members in the order of the archive, and what is damaged."""
        if not self._names:
            self._search()
        for found in self._walk():
            if isinstance(found, Damage):
                yield found
            elif found.isfile():
                yield Member(found.name, partial(self._open, found))
            elif not found.isdir():
                yield Member(found.name, BytesIO, "a link or device, and no file")

    def exists(self, name: str) -> bool:
        """Return whether there is a member of this name, and a small one where it is JSON."""
        return name in (self._sidecars if name.endswith(".json") else self._names)

    def read(self, name: str) -> bytes:
        """Return what the small JSON member of this name holds."""
        return self._sidecars[name]

    def _search(self) -> None:
        """Keep the names, and what may be sidecars, as far as there is room for them."""
        size = 0
        for info in self._walk():
            if isinstance(info, Damage):
                continue
            self._names.add(info.name)
            if not info.name.endswith(".json"):
                continue
            size += info.size
            if info.size <= _MAX_SIDECAR_BYTES and size <= _MAX_SIDECARS_BYTES:
                self._sidecars[info.name] = self._open(info).read()

    def _walk(self) -> Iterator[tarfile.TarInfo | Damage]:
        end = 0
        try:
            self.stream.seek(0)
            with tarfile.open(fileobj=self.stream, mode="r:", ignore_zeros=True) as archive:
                while info := archive.next():
                    archive.members = []  # type: ignore[attr-defined]  # it keeps them all
                    if info.offset > end and (damage := self._damage(end)):
                        yield damage
                    end = info.offset_data + -(-_size(info) // _BLOCK_BYTES) * _BLOCK_BYTES
                    yield info
        except tarfile.TarError as error:
            yield Damage(end, damage_of(self.stream) or str(error))
            return
        if damage := self._damage(end):
            yield damage

    def _damage(self, offset: int) -> Damage | None:
        """Return what is wrong with the block at `offset`, None for one that is blank."""
        self.stream.seek(offset)
        if any(self.stream.read(_BLOCK_BYTES)):
            return Damage(offset, "no header of a member")
        damage = damage_of(self.stream)
        return Damage(offset, damage) if damage else None

    def _open(self, info: tarfile.TarInfo) -> BinaryIO:
        return cast("BinaryIO", PieceStream(lambda: self._pieces(info)))

    def _pieces(self, info: tarfile.TarInfo) -> Iterator[bytes]:
        offset, end = info.offset_data, info.offset_data + info.size
        while offset < end:
            self.stream.seek(offset)
            piece = self.stream.read(min(_READ_BYTES, end - offset))
            if not piece:
                raise DamagedStreamError("cut off")
            offset += len(piece)
            yield piece


def _size(info: tarfile.TarInfo) -> int:
    return info.size if info.isfile() else 0
