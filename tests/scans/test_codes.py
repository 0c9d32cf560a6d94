"""Signed papers as they come back, each of them read; bench/scans.py has the full count."""

from io import BytesIO

import pytest
from PIL import Image

from app.scans.codes import read_codes, turned
from tests.scans.spoiling import compressed, noisy, photographed, signed, skewed

TURNED = Image.Transpose


def arrived(image):
    """As it comes out of a JPEG of quality 45."""
    return Image.open(BytesIO(compressed(image)))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda page: noisy(skewed(page, 6)),
        lambda page: noisy(skewed(page, -6)),
        lambda page: noisy(skewed(page, 3.3).transpose(TURNED.ROTATE_180)),
        lambda page: noisy(skewed(page, -4).transpose(TURNED.ROTATE_90)),
        lambda page: photographed(signed(page)),
    ],
    ids=["skewed", "skewed the other way", "upside down", "on its side", "photographed"],
)
def test_a_spoilt_scan_still_names_its_paper(sheets, uid, spoil):
    assert read_codes(arrived(spoil(sheets[0]))).uids == (uid,)


@pytest.mark.parametrize("code", ["QR", "Code 128"])
def test_one_of_the_two_codes_is_enough(sheets, uid, code):
    page = sheets[1].copy()
    foot, middle = page.height * 17 // 20, page.width // 2
    torn = (0, foot, middle, page.height) if code == "QR" else (middle, foot, *page.size)
    page.paste(255, torn)
    assert read_codes(noisy(page)).uids == (uid,)


@pytest.mark.parametrize("turn", [TURNED.ROTATE_90, TURNED.ROTATE_180, TURNED.ROTATE_270])
def test_a_turned_page_is_put_upright_pixel_by_pixel(sheets, turn):
    page = sheets[0].transpose(turn)
    assert turned(page, read_codes(page).turn).tobytes() == sheets[0].tobytes()


def test_codes_of_others_do_not_count(sheets):
    import zxingcpp

    page = Image.new("L", sheets[0].size, 255)
    foreign = zxingcpp.create_barcode("https://example.org/0f8fad5bd9cb", zxingcpp.QRCode)
    page.paste(Image.fromarray(foreign.to_image(scale=6)), (300, 300))
    assert read_codes(page).uids == ()


def test_two_papers_on_one_picture_are_both_named(sheets, uid):
    from app.forms.pdf import render_pdf
    from bench.papers import notices
    from tests.scans.spoiling import drawn

    other = notices(2)[1]
    both = Image.new("L", (sheets[0].width * 2, sheets[0].height), 255)
    both.paste(sheets[0])
    both.paste(drawn(render_pdf([other]))[0], (sheets[0].width, 0))
    assert set(read_codes(both).uids) == {uid, other.uid}
