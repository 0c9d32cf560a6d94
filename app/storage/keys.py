"""The key file: one random data key, wrapped per clerk with a key made from the passphrase.

The passphrase itself is nowhere on disk. Losing this file means losing the case book.
"""

import json
import os
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.errors import UserError

KEY_BYTES = 32
SHORTEST_PASSPHRASE = 8
_ARGON2 = {"time_cost": 3, "memory_cost": 64 * 1024, "parallelism": 2}


@dataclass(frozen=True)
class WrappedKey:
    """The data key as one clerk can open it; salt, nonce and wrapped are base64."""

    clerk: str
    salt: str
    nonce: str
    wrapped: str
    time_cost: int
    memory_cost: int  # KiB
    parallelism: int


@dataclass(frozen=True)
class NewKeys:
    """A fresh data key, and the key file that only its clerk's passphrase opens."""

    data_key: bytes
    file_content: bytes


def new_keys(clerk: str, passphrase: str) -> NewKeys:
    """Make a data key and wrap it for the first clerk; nothing is written.

    Raises UserError when the passphrase is too short.
    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise UserError(
            "口令太短", f"请设置至少 {SHORTEST_PASSPHRASE} 个字符的口令。", field="passphrase"
        )
    data_key = os.urandom(KEY_BYTES)
    wrapped = _wrap(data_key, clerk, passphrase)
    text = json.dumps({"version": 1, "clerks": [asdict(wrapped)]}, ensure_ascii=False, indent=1)
    return NewKeys(data_key, text.encode())


def clerks(path: Path) -> list[str]:
    """The names that can be chosen at login, in the order they were added."""
    return [wrapped.clerk for wrapped in _read(path)]


def unlock(path: Path, passphrase: str, clerk: str | None = None) -> tuple[str, bytes]:
    """The clerk and the data key. Without a clerk's name, each is tried in turn.

    Raises UserError when no clerk opens it with this passphrase.
    """
    for wrapped in _read(path):
        if clerk not in (None, wrapped.clerk):
            continue
        key = _passphrase_key(passphrase, wrapped)
        try:
            sealed, nonce = b64decode(wrapped.wrapped), b64decode(wrapped.nonce)
            return wrapped.clerk, AESGCM(key).decrypt(nonce, sealed, wrapped.clerk.encode())
        except InvalidTag:
            continue
    raise UserError("口令不正确", "请核对口令后重新输入，注意大小写。", field="passphrase")


def _wrap(data_key: bytes, clerk: str, passphrase: str) -> WrappedKey:
    salt, nonce = os.urandom(16), os.urandom(12)
    empty = WrappedKey(clerk, _text(salt), _text(nonce), "", **_ARGON2)
    key = _passphrase_key(passphrase, empty)
    sealed = AESGCM(key).encrypt(nonce, data_key, clerk.encode())
    return WrappedKey(clerk, empty.salt, empty.nonce, _text(sealed), **_ARGON2)


def stretched(
    passphrase: str, salt: bytes, *, time_cost: int, memory_cost: int, parallelism: int
) -> bytes:
    """A key made slowly from a passphrase, so that guessing is slow (Argon2id); memory in KiB."""
    return hash_secret_raw(
        passphrase.encode("utf-8", "surrogateescape"),
        salt,
        time_cost=time_cost,
        memory_cost=memory_cost,
        parallelism=parallelism,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


def _passphrase_key(passphrase: str, wrapped: WrappedKey) -> bytes:
    cost = {name: getattr(wrapped, name) for name in _ARGON2}
    return stretched(passphrase, b64decode(wrapped.salt), **cost)


def _read(path: Path) -> list[WrappedKey]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return [WrappedKey(**entry) for entry in content["clerks"]]
    except FileNotFoundError:
        raise UserError("找不到密钥文件", f"请确认数据文件夹完整：缺少“{path.name}”。") from None
    except (ValueError, KeyError, TypeError):
        raise UserError("密钥文件已损坏", f"请用备份恢复“{path.name}”，不要新建。") from None


def _text(raw: bytes) -> str:
    return b64encode(raw).decode()
