"""Reading the files of a policy folder, and laying one policy over another key by key."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

Tables = dict[str, Any]


@dataclass(frozen=True)
class Layers:
    """The tables of a policy, its base below it.

    origin: the file a table stands in, and for an overlay also the file of each "table.entry".
    digest: SHA-256 over the names and contents of all files read.
    """

    tables: Tables
    origin: Mapping[str, str]
    digest: str

    def file_of(self, where: str) -> str:
        """The file to open for a mistake at "table.entry.key"."""
        table, _, rest = where.partition(".")
        entry = f"{table}.{rest.partition('.')[0]}"
        return self.origin.get(entry) or self.origin.get(table, "policy.toml")


def read_layers(folder: Path) -> Layers:
    """The tables of a folder; where its policy.toml `extends` a sister folder, over that one's.

    `not_binding` names documents of the base that have no force here: what rests on them alone is
    taken over as practice. Raises ValueError naming file, key and why.
    """
    own = _read_folder(folder)
    base_name = own.tables.pop("extends", None)
    if base_name is None:
        return own
    where = f"{own.file_of('extends')}: extends"
    base_folder = folder.parent / str(base_name)
    if base_folder == folder or not (base_folder / "policy.toml").is_file():
        raise ValueError(f"{where}: there is no other policy {base_name!r}")
    base = _read_folder(base_folder)
    if "extends" in base.tables:
        raise ValueError(f"{where}: {base_name!r} extends a policy itself")
    for document in own.tables.pop("not_binding", ()):
        if document not in base.tables.get("documents", {}):
            raise ValueError(f"{own.file_of('not_binding')}: not_binding: no document {document!r}")
        title = base.tables["documents"].pop(document)["title"]
        base = replace(base, tables=_as_practice(base.tables, document, title))
    return _laid_over(base, own)


def _as_practice(part: Any, document: str, title: str) -> Any:
    """The same, resting on practice wherever it rested on the document."""
    if isinstance(part, list):
        return [_as_practice(below, document, title) for below in part]
    if not isinstance(part, dict):
        return part
    taken = {key: _as_practice(below, document, title) for key, below in part.items()}
    if part.get("source") == document:
        taken |= {"source": "practice", "article": f"（参照{title}{part.get('article', '')}）"}
    return taken


def _laid_over(base: Layers, own: Layers) -> Layers:
    origin = {**own.origin, **base.origin}
    for table, entries in own.tables.items():
        if isinstance(entries, dict):
            origin |= {f"{table}.{entry}": own.origin[table] for entry in entries}
        else:
            origin[table] = own.origin[table]
    digest = hashlib.sha256(f"{base.digest}{own.digest}".encode()).hexdigest()
    renamed = _renamed(base.tables, own.tables.get("papers", {}))
    return Layers(_merged(renamed, own.tables), origin, digest)


def _renamed(tables: Tables, papers: Tables) -> Tables:
    """The base, each paper called by the overlay's title in every sentence that names it."""
    for code, paper in papers.items():
        below = tables.get("papers", {}).get(code)
        if below and "title" in paper:
            tables = _with_title(tables, below["title"], paper["title"])
    return tables


def _with_title(part: Any, old: str, new: str) -> Any:
    if isinstance(part, list):
        return [_with_title(below, old, new) for below in part]
    if isinstance(part, dict):
        return {key: _with_title(below, old, new) for key, below in part.items()}
    return part.replace(old, new) if isinstance(part, str) else part


def _merged(below: Tables, above: Tables) -> Tables:
    """Tables merge key by key; anything else (a list too) is replaced whole."""
    both = dict(below)
    for key, value in above.items():
        lower = both.get(key)
        if isinstance(lower, dict) and isinstance(value, dict):
            both[key] = _merged(lower, value)
        else:
            both[key] = value
    return both


def _read_folder(folder: Path) -> Layers:
    tables: Tables = {}
    origin: dict[str, str] = {}
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.toml")):
        content, file = path.read_bytes(), f"{folder.name}/{path.name}"
        digest.update(path.name.encode() + b"\0" + content)
        for key, table in _read_file(content, file).items():
            if key in tables:
                raise ValueError(f"{file}: [{key}] stands in {origin[key]} already")
            tables[key], origin[key] = table, file
    return Layers(tables, origin, digest.hexdigest())


def _read_file(content: bytes, file: str) -> Tables:
    try:
        return tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{file}: {error}") from error
