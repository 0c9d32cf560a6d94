"""交接包 and 回执 as files: a zip in a sealed file, with a manifest of its parts and their sums.

Nothing is unpacked to the disk; only names of our own are read.
"""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from app.errors import UserError
from app.storage.attachments import LARGEST, NAME
from app.storage.files import check_space, megabytes, write_streamed
from app.storage.sealing import DAMAGED, TITLE, Cost, SealedReader, sealing, unsealed

MANIFEST = "manifest.json"
CASES = "cases.json"
ATTACHMENTS = "attachments/"
MOST_BYTES = 2_000_000_000  # one file on a FAT32 stick holds 4 GB; an old computer must read it
MOST_PARTS = 50_000
MOST_TEXT = 256_000_000
SPARE = 5_000_000  # bytes left free on the stick

Progress = Callable[[int, int, str], None]  # done, total, what; raises to give up


@dataclass(frozen=True)
class Lock:
    """Who seals, for whom it is: kind of file, uid of the sender's office, 交接口令."""

    kind: str
    sender: str
    passphrase: str
    cost: Cost = field(default_factory=Cost)


@dataclass(frozen=True)
class Packed:
    """An opened file. manifest: as its sender wrote it, its "parts" checked."""

    name: str
    sha256: str
    manifest: dict[str, Any]
    _archive: zipfile.ZipFile

    @property
    def attachments(self) -> set[str]:
        """Stored names of the scans inside."""
        parts = self.manifest["parts"]
        return {part.removeprefix(ATTACHMENTS) for part in parts if part.startswith(ATTACHMENTS)}

    def read(self, part: str) -> bytes:
        """Raises UserError when it is not what the manifest says."""
        content = _limited(self._archive, part, self.name)
        if hashlib.sha256(content).hexdigest() != self.manifest["parts"][part]["sha256"]:
            raise UserError(TITLE, DAMAGED.format(name=self.name))
        return content


def pack(
    path: Path,
    lock: Lock,
    manifest: dict[str, Any],
    parts: Iterable[tuple[str, Callable[[], bytes]]],
    *,
    needed: int,
    progress: Progress,
) -> str:
    """Write, flush, read back everything and compare, then replace. Returns its SHA-256.

    parts: name and how to get its bytes; needed: about how many bytes in all.
    Raises UserError when there is no room, or the medium refuses; no half file stays.
    """
    check_space(path, needed + SPARE)
    digest = ""

    def write(file: IO[bytes]) -> None:
        sealed = sealing(file, lock.passphrase, kind=lock.kind, sender=lock.sender, cost=lock.cost)
        _write_archive(sealed, manifest, parts)
        sealed.finish()

    def verify(part: Path) -> None:
        nonlocal digest
        with opened(part, lock.passphrase, lock.kind, progress) as packed:
            for name in packed.manifest["parts"]:
                packed.read(name)
            digest = packed.sha256

    write_streamed(path, write, verify)
    return digest


@contextmanager
def opened(path: Path, passphrase: str, kind: str, progress: Progress) -> Iterator[Packed]:
    """A file of ours, checked from end to end before anything of it is shown.

    Raises UserError when it is too large, damaged, of another kind, or the passphrase is wrong.
    """
    _check_size(path)
    with unsealed(path, passphrase) as reader:
        reader.check_all(lambda done, total: progress(done, total, "核对"))
        with _archive(reader, path.name) as archive:
            manifest = _manifest(archive, path.name, kind)
            yield Packed(path.name, reader.sha256, manifest, archive)


def _write_archive(
    target: Any, manifest: dict[str, Any], parts: Iterable[tuple[str, Callable[[], bytes]]]
) -> None:
    told: dict[str, dict[str, Any]] = {}
    with zipfile.ZipFile(target, "w") as archive:
        for name, content_of in parts:
            content = content_of()
            _put(archive, name, content)
            told[name] = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        text = json.dumps(manifest | {"parts": told}, ensure_ascii=False, indent=1)
        _put(archive, MANIFEST, text.encode())


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    is_scan = name.startswith(ATTACHMENTS)  # pictures are packed already
    kind = zipfile.ZIP_STORED if is_scan else zipfile.ZIP_DEFLATED
    archive.writestr(zipfile.ZipInfo(name), content, kind)


def _check_size(path: Path) -> None:
    try:
        size = path.stat().st_size
    except OSError:
        return  # opening it says what is wrong
    if size > MOST_BYTES:
        most = f"{megabytes(size)}，最多 {megabytes(MOST_BYTES)}"
        raise UserError(TITLE, f"“{path.name}”太大（{most}），请对方重新打包。")


def _archive(reader: SealedReader, name: str) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(reader)
    except zipfile.BadZipFile:
        raise UserError(TITLE, DAMAGED.format(name=name)) from None
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(names) > MOST_PARTS or len(set(names)) < len(names):
        raise UserError(TITLE, f"“{name}”里的文件太多，或者有重名，请对方重新打包。")
    if odd := next((one for one in names if not _is_ours(one)), None):
        raise UserError(TITLE, f"“{name}”里有不该有的文件“{odd}”，没有打开，请对方重新打包。")
    return archive


def _is_ours(name: str) -> bool:
    if name.startswith(ATTACHMENTS):
        return bool(NAME.fullmatch(name.removeprefix(ATTACHMENTS)))
    return name in (MANIFEST, CASES)


def _manifest(archive: zipfile.ZipFile, name: str, kind: str) -> dict[str, Any]:
    try:
        manifest = json.loads(_limited(archive, MANIFEST, name))
        parts = {part: int(told["size"]) for part, told in manifest["parts"].items()}
    except (KeyError, ValueError, TypeError, AttributeError):
        raise UserError(TITLE, DAMAGED.format(name=name)) from None
    here = {e.filename: e.file_size for e in archive.infolist() if e.filename != MANIFEST}
    if parts != here or manifest.get("kind") != kind:
        raise UserError(TITLE, DAMAGED.format(name=name))
    return dict(manifest)


def _limited(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    most = LARGEST if part.startswith(ATTACHMENTS) else MOST_TEXT
    try:
        with archive.open(part) as file:
            content = file.read(most + 1)
    except (KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        raise UserError(TITLE, DAMAGED.format(name=name)) from None
    if len(content) > most:
        raise UserError(TITLE, f"“{name}”里的“{part}”太大，没有打开，请对方重新打包。")
    return content
