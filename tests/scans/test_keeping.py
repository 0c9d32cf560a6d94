from io import BytesIO

import pytest
from PIL import Image

from app.scans.codes import read_codes
from app.scans.keeping import kept_jpeg, pixels_sha256
from tests.scans.spoiling import noisy, signed, skewed


def kept(image):
    content = kept_jpeg(image)
    return len(content), Image.open(BytesIO(content))


@pytest.mark.parametrize("spoil", [noisy, signed, lambda page: page])
def test_a_kept_page_is_small_and_its_code_is_still_read(sheets, uid, spoil):
    size, page = kept(spoil(sheets[0].resize((2480, 3508))))
    assert size <= 400_000
    assert read_codes(page).uids == (uid,)


def test_only_a_page_with_colour_is_kept_in_colour(sheets):
    assert kept(signed(sheets[0]))[1].mode == "RGB"
    assert kept(sheets[0].convert("RGB"))[1].mode == "L"


def test_a_page_is_known_by_its_pixels(sheets):
    assert pixels_sha256(sheets[0]) == pixels_sha256(sheets[0].convert("RGB"))
    assert pixels_sha256(sheets[0]) != pixels_sha256(sheets[1])
    assert pixels_sha256(sheets[0]) != pixels_sha256(skewed(sheets[0], 0.3))
