"""Opening a file in a process of its own, so that no workbook can harm the case book's.

The process gets the bytes and gives back plain cells; it knows no case, no policy and no key. It
has little memory and time, and it is killed when the clerk gives up. Started anew for each file
(spawn: a fork of a program with threads may hang).
"""

import gc
import logging
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import NamedTuple

from app.errors import UserError
from app.exchange.gate import TITLE, check_size
from app.exchange.limits import MOST_SECONDS, limit_this_process
from app.exchange.workbook import Sheet, open_sheets

_ASK_EVERY = 0.05  # seconds between two looks whether the clerk still wants it
_ASK_FOR_ANOTHER = "请用 WPS 或 Excel 打开，把名单复制到新的表格后再导入，或向来文单位重新索取。"
_LOG = logging.getLogger(__name__)


class Refusal(NamedTuple):
    """Why there are no (more) sheets; error: the type of what a parser threw."""

    advice: str
    error: str = ""


Opened = Callable[[bytes, str], Iterator[Sheet]]
Answer = Sheet | Refusal | None  # None: that was all


def sheets_apart(
    content: bytes,
    name: str,
    go_on: Callable[[], None] = lambda: None,
    opened: Opened = open_sheets,
) -> Iterator[Sheet]:
    """As open_sheets, but read by a process of its own.

    go_on: asked many times a second; it raises to give up. Raises UserError also when the process
    took more memory or time than any list of people needs, or broke down.
    """
    check_size(len(content), name)
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(there, content, name, opened), daemon=True)
    process.start()
    there.close()
    ends = time.monotonic() + MOST_SECONDS
    try:
        while (answer := _next(here, name, go_on, ends)) is not None:
            yield answer
    finally:
        process.kill()
        process.join()
        process.close()
        here.close()


def _next(here: Connection, name: str, go_on: Callable[[], None], ends: float) -> Sheet | None:
    while not here.poll(_ASK_EVERY):
        go_on()
        if time.monotonic() > ends:
            raise UserError(TITLE, f"“{name}”读取超过一分钟，已停止。{_ASK_FOR_ANOTHER}")
    try:
        answer: Answer = here.recv()
    except EOFError as ended:
        raise UserError(TITLE, f"“{name}”过大或结构异常，没有读取。{_ASK_FOR_ANOTHER}") from ended
    if isinstance(answer, Refusal):
        if answer.error:
            _LOG.warning("the reading process met %s", answer.error)
        raise UserError(TITLE, answer.advice)
    return answer


def answers(content: bytes, name: str, opened: Opened = open_sheets) -> Iterator[Answer]:
    """The sheets and None at the end; or why there are no (more) sheets.

    Whatever the parsers throw, Rust panics included, becomes a sentence: nothing here is ours to
    mend, and the clerk needs to know what to do with the file.
    """
    try:
        yield from opened(content, name)
    except GeneratorExit:
        raise
    except UserError as refused:
        yield Refusal(refused.advice)
    except BaseException as error:  # noqa: BLE001 - one of the two edges
        advice = f"“{name}”内部结构异常，没有读取。{_ASK_FOR_ANOTHER}"
        yield Refusal(advice, type(error).__name__)
    else:
        yield None


def _work(
    there: Connection,
    content: bytes,
    name: str,
    opened: Opened,
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent to handle
    if sys.stderr is not None:  # what Rust writes when it panics helps no clerk
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    limit_this_process()
    gc.disable()  # cells hold no circles, and the process ends with the file
    for answer in answers(content, name, opened):
        there.send(answer)
