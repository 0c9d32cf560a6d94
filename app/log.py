"""The log file: what went wrong and where, never whose. No names, numbers or typed values."""

import logging
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path

LOG_FOLDER = "logs"  # in the data folder


def start_log(folder: Path) -> None:
    """Write the log into the data folder, three files of at most 1 MB."""
    (folder / LOG_FOLDER).mkdir(parents=True, exist_ok=True)
    file = RotatingFileHandler(
        folder / LOG_FOLDER / "guicang.log", maxBytes=1_000_000, backupCount=2, encoding="utf-8"
    )
    file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logging.getLogger().addHandler(file)
    logging.getLogger().setLevel(logging.INFO)


def anonymous(error: BaseException) -> str:
    """Type and lines of an error without its message, which may quote what somebody typed."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    cause = error.__cause__ or error.__context__
    deeper = f"\ncaused by {anonymous(cause)}" if cause else ""
    return "\n".join([type(error).__name__, *places]) + deeper
