"""The order papers and lists are printed in: by village, then name.

By the bytes of GB 18030: pinyin order for the common characters, the same on every computer.
"""


def village_order(village: str, name: str) -> tuple[bytes, bytes]:
    """A key to sort by."""
    return village.encode("gb18030"), name.encode("gb18030")
