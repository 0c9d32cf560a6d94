"""Files for the USB stick: what is in them is sealed in chunks with a key made from a passphrase.

Layout: MAGIC, length of the header, header (JSON), its MAC (keyed) and its sum (not keyed), then
chunks of AES-256-GCM whose nonce is their place and whether they are the last: nothing can be
changed, moved, cut off or added. The sum tells a damaged file from a wrong passphrase.
"""

import hashlib
import hmac
import io
import json
import os
import unicodedata
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.errors import UserError
from app.storage.keys import SHORTEST_PASSPHRASE, stretched

MAGIC = b"GUICANG\n"
FORMAT = 1
CHUNK = 64 * 1024
TAG = 16
LONGEST_HEADER = 4096
TITLE = "无法打开交接文件"
DAMAGED = "“{name}”已损坏，或者在途中被改动过，请对方重新制作一份。"


@dataclass(frozen=True)
class Cost:
    """What one try of a passphrase costs (Argon2id); memory_cost in KiB."""

    time_cost: int = 3
    memory_cost: int = 64 * 1024
    parallelism: int = 2

    @property
    def is_sane(self) -> bool:
        """A hostile header may not ask for all the memory there is."""
        return (
            1 <= self.time_cost <= 10
            and 8 <= self.memory_cost <= 256 * 1024
            and 1 <= self.parallelism <= 8
        )


@dataclass(frozen=True)
class Header:
    """Readable without the passphrase, so it names nobody: kind of file, uid of the sender."""

    kind: str
    sender: str
    salt: bytes
    cost: Cost


class SealingWriter(io.RawIOBase):
    """Seals what is written to it; `finish` writes the last chunk and is not to be forgotten."""

    def __init__(self, target: IO[bytes], key: bytes) -> None:
        self._target, self._cipher = target, AESGCM(key)
        self._waiting, self._place = bytearray(), 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._waiting += data
        while len(self._waiting) > CHUNK:  # one chunk stays: it may be the last
            self._seal(bytes(self._waiting[:CHUNK]), is_last=False)
            del self._waiting[:CHUNK]
        return len(data)

    def finish(self) -> None:
        self._seal(bytes(self._waiting), is_last=True)
        self._waiting.clear()

    def _seal(self, chunk: bytes, *, is_last: bool) -> None:
        self._target.write(self._cipher.encrypt(_nonce(self._place, is_last=is_last), chunk, None))
        self._place += 1


class SealedReader(io.RawIOBase):
    """What a sealed file holds, to be read from any place. Nothing of it touches the disk.

    Raises UserError wherever a byte is not as it was sealed.
    """

    def __init__(self, path: Path, source: io.BufferedReader, key: bytes) -> None:
        self._name, self._source, self._cipher = path.name, source, AESGCM(key)
        source_start = source.tell()
        source.seek(0)
        self.sha256 = hashlib.file_digest(source, "sha256").hexdigest()
        source.seek(source_start)
        self._start = source.tell()
        sealed = source.seek(0, os.SEEK_END) - self._start
        self._chunks, rest = divmod(sealed, CHUNK + TAG)
        self._chunks += rest > 0
        self.size = sealed - self._chunks * TAG
        self._at, self._held = 0, (-1, b"")
        if self._chunks == 0 or 0 < rest < TAG:
            raise UserError(TITLE, DAMAGED.format(name=self._name))
        self._chunk(self._chunks - 1)  # the last one says whether the file is whole

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self._at = max(0, offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._at}.get(whence, self.size))
        return self._at

    def readinto(self, buffer: Any) -> int:
        place, within = divmod(self._at, CHUNK)
        if self._at >= self.size:
            return 0
        part = self._chunk(place)[within : within + len(buffer)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)

    def close(self) -> None:
        self._source.close()
        super().close()

    def check_all(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Read every chunk once. Raises UserError when one is damaged."""
        for place in range(self._chunks):
            self._chunk(place)
            if progress:
                progress(place + 1, self._chunks)

    def _chunk(self, place: int) -> bytes:
        if self._held[0] != place:
            self._source.seek(self._start + place * (CHUNK + TAG))
            sealed = self._source.read(CHUNK + TAG)
            nonce = _nonce(place, is_last=place == self._chunks - 1)
            try:
                self._held = place, self._cipher.decrypt(nonce, sealed, None)
            except InvalidTag:
                raise UserError(TITLE, DAMAGED.format(name=self._name)) from None
        return self._held[1]


def sealing(
    target: IO[bytes], passphrase: str, *, kind: str, sender: str, cost: Cost | None = None
) -> SealingWriter:
    """Write the header of a new sealed file; what is then written to the answer is sealed."""
    header = Header(kind, sender, os.urandom(16), cost or Cost())
    told = {
        "format": FORMAT,
        "kind": kind,
        "sender": sender,
        "salt": b64encode(header.salt).decode(),
        "cost": asdict(header.cost),
    }
    text = json.dumps(told).encode()
    start = MAGIC + len(text).to_bytes(2, "big") + text
    head_key, body_key = _keys(passphrase, header, start)
    start += hmac.digest(head_key, start, "sha256")
    target.write(start + hashlib.sha256(start).digest())
    return SealingWriter(target, body_key)


def unsealed(path: Path, passphrase: str) -> SealedReader:
    """Open a sealed file; close the answer.

    Raises UserError: no such file, damaged, a newer program's, or the passphrase (field) is wrong.
    """
    source = _opened(path)
    try:
        header, start, mac = _header(source, path.name)
        head_key, body_key = _keys(passphrase, header, start)
        if not hmac.compare_digest(hmac.digest(head_key, start, "sha256"), mac):
            advice = "交接口令不对，请与对方核对两边约定的口令，注意大小写。"
            raise UserError(TITLE, advice, field="passphrase")
        return SealedReader(path, source, body_key)
    except BaseException:
        source.close()
        raise


def header_of(path: Path) -> Header:
    """What a file says of itself before it is unlocked; not yet to be trusted.

    Raises UserError when it is no sealed file, damaged, or a newer program's.
    """
    with _opened(path) as source:
        return _header(source, path.name)[0]


def check_passphrase(passphrase: str) -> str:
    """As it is kept. Raises UserError when it is too short."""
    kept = _normalised(passphrase)
    if len(kept) < SHORTEST_PASSPHRASE:
        advice = f"交接口令至少 {SHORTEST_PASSPHRASE} 个字符，请与对方当面或电话约定。"
        raise UserError("交接口令太短", advice, field="passphrase")
    return kept


def _opened(path: Path) -> io.BufferedReader:
    try:
        return path.open("rb")
    except OSError as error:
        advice = f"无法打开“{path.name}”，请检查文件是否存在、U 盘是否插好。"
        raise UserError(TITLE, advice) from error


def _header(source: IO[bytes], name: str) -> tuple[Header, bytes, bytes]:
    """The header, the bytes its MAC covers, and the MAC."""
    start = source.read(len(MAGIC) + 2)
    if start[: len(MAGIC)] != MAGIC:
        raise UserError(TITLE, f"“{name}”不是交接包，也不是回执，请另选文件。")
    length = int.from_bytes(start[len(MAGIC) :], "big")
    start += source.read(min(length, LONGEST_HEADER))
    mac, total = source.read(32), source.read(32)
    damaged = UserError(TITLE, DAMAGED.format(name=name))
    if length > LONGEST_HEADER or hashlib.sha256(start + mac).digest() != total:
        raise damaged
    try:
        told = json.loads(start[len(MAGIC) + 2 :])
        if told["format"] > FORMAT:
            advice = f"“{name}”由更高版本的程序制作，请先升级本程序，再打开。"
            raise UserError(TITLE, advice)
        salt = b64decode(told["salt"], validate=True)
        header = Header(str(told["kind"]), str(told["sender"]), salt, Cost(**told["cost"]))
        if not header.cost.is_sane or len(salt) != 16:
            raise damaged
    except (ValueError, KeyError, TypeError, Base64Error):
        raise damaged from None
    return header, start, mac


def _keys(passphrase: str, header: Header, start: bytes) -> tuple[bytes, bytes]:
    """One key for the header's MAC and one for the chunks, both bound to this very header."""
    long = stretched(_normalised(passphrase), header.salt, **asdict(header.cost))
    made = HKDF(SHA256(), 64, hashlib.sha256(start).digest(), b"guicang sealed file").derive(long)
    return made[:32], made[32:]


def _normalised(passphrase: str) -> str:
    """Typed on two computers: full width and half width, blanks around it are the same."""
    return unicodedata.normalize("NFKC", passphrase).strip()


def _nonce(place: int, *, is_last: bool) -> bytes:
    return place.to_bytes(11, "big") + bytes([is_last])
