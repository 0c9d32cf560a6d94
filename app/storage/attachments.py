"""Scans, each encrypted on its own, under names that say nothing."""

import os
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.errors import UserError
from app.storage.files import write_safely

LARGEST = 20 * 1024 * 1024
NAME = re.compile(r"[0-9a-f]{32}")
MAGIC = (b"\xff\xd8\xff", b"\x89PNG", b"II*\0", b"MM\0*", b"%PDF")  # JPG, PNG, TIFF, PDF


@dataclass(frozen=True)
class StoredFile:
    """What a record keeps of a stored scan; sha256 and size are of what is kept, unencrypted."""

    stored_name: str
    sha256: str
    size: int


def store(folder: Path, data_key: bytes, scan: Path) -> StoredFile:
    """Encrypt a scan into the folder.

    Raises UserError when it cannot be read, is too large, or is no picture and no PDF.
    """
    try:
        content = scan.read_bytes()
    except OSError:
        raise UserError("无法读取附件", f"请确认文件“{scan.name}”存在且可以打开。") from None
    if not content.startswith(MAGIC):
        raise UserError("无法添加附件", f"“{scan.name}”不是 JPG、PNG、TIFF 图片或 PDF。")
    if len(content) > LARGEST:
        raise UserError("无法添加附件", f"“{scan.name}”超过 20 MB，请降低扫描分辨率后再试。")
    return seal(folder, data_key, content)


def seal(folder: Path, data_key: bytes, content: bytes, name: str = "") -> StoredFile:
    """Encrypt bytes into the folder. Raises UserError when the disk refuses.

    name: the one it has in the case book it came from, 32 hex digits; "": a new one.
    """
    if name and not NAME.fullmatch(name):
        raise ValueError(name)
    name, nonce = name or uuid4().hex, os.urandom(12)
    sealed = nonce + AESGCM(data_key).encrypt(nonce, content, name.encode())
    write_safely(folder / name, sealed)
    return StoredFile(name, sha256(content).hexdigest(), len(content))


def read(folder: Path, data_key: bytes, stored_name: str) -> bytes:
    """The scan as it was given.

    Raises UserError when the file is missing or was changed.
    """
    try:
        sealed = (folder / stored_name).read_bytes()
        return AESGCM(data_key).decrypt(sealed[:12], sealed[12:], stored_name.encode())
    except (OSError, InvalidTag):
        raise UserError("附件无法打开", "附件文件缺失或已损坏，请从备份中恢复。") from None
