"""The handbook's Markdown set as a document: our own spacing, headings and tables."""

from typing import Any

from PySide6.QtGui import (
    QColor,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
    QTextTable,
    QTextTableFormat,
)

from app.ui.theme import LIGHT, ems, text_size

LINE_HEIGHT = 128  # per cent
MARGIN_EMS = 1.4
ABOVE_EMS = {1: 2, 2: 1.6, 3: 1}  # a heading, by level
BIGGER = {1: 8, 2: 4, 3: 1}  # points a heading is larger than the text
KEEP = QTextCursor.MoveMode.KeepAnchor


def typeset(document: QTextDocument, markdown: str, *, free: int) -> list[QTextBlock]:
    """Fill an empty document. free: pixels left white at the right of a wide window.

    Returns the headings, in order.
    """
    wrapped = QTextOption()
    wrapped.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(ems(MARGIN_EMS))
    document.setDefaultTextOption(wrapped)
    document.setMarkdown(markdown, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
    headings, block = [], document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        _space(block, level, free)
        if level:
            headings.append(block)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _frame(frame)
    return headings


def _space(block: QTextBlock, level: int, free: int) -> None:
    cursor = QTextCursor(block)
    in_table, is_picture = cursor.currentTable() is not None, _is_picture(block)
    spaced = QTextBlockFormat()
    if not is_picture:  # the height of a line would be that of the picture, and more
        spaced.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    spaced.setTopMargin(ems(ABOVE_EMS[level]) if level else 0)
    spaced.setBottomMargin(0 if in_table else ems(0.4))
    if not in_table:
        spaced.setRightMargin(free)
    cursor.mergeBlockFormat(spaced)
    if level:
        cursor.setPosition(block.position() + block.length() - 1, KEEP)
        look = cursor.charFormat()
        look.clearProperty(QTextFormat.Property.FontSizeAdjustment.value)
        look.setFontPointSize(text_size().value + BIGGER[level])
        look.setFontWeight(500)
        look.setForeground(QColor(LIGHT.accent_dark if level < 3 else LIGHT.text))
        cursor.setCharFormat(look)


def _is_picture(block: QTextBlock) -> bool:
    pieces: Any = block  # an iterator that PySide does not call one
    return any(piece.fragment().charFormat().isImageFormat() for piece in pieces)


def _frame(table: QTextTable) -> None:
    look = QTextTableFormat(table.format())
    look.setBorder(1)
    look.setBorderCollapse(True)
    look.setBorderBrush(QColor(LIGHT.strong_line))
    look.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
    look.setCellPadding(5)
    look.setCellSpacing(0)
    look.setTopMargin(ems(0.4))
    look.setBottomMargin(ems(0.8))
    table.setFormat(look)
