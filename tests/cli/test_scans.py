"""Signed papers come back by script."""

from PIL import Image

from tests.scans.spoiling import drawn

NUMBER = "2026-0001"


def test_scans_are_filed_listed_and_filed_by_hand(imported, tmp_path):
    imported("verify", NUMBER, "--by", "李四", "--on", "2026-11-20", "--result", "confirmed")
    notice = tmp_path / "告知书.pdf"
    _, issued = imported("issue", "refund-notice", NUMBER, "--out", str(notice))
    first, second = drawn(notice.read_bytes(), 110)
    second.paste(255, (0, second.height * 17 // 20, *second.size))
    first.save(
        tmp_path / "签字.tif", save_all=True, append_images=[second, Image.new("L", (99, 99))]
    )
    (tmp_path / "坏的.pdf").write_bytes(b"no scan")

    code, pages = imported("scan", str(tmp_path / "签字.tif"), str(tmp_path / "坏的.pdf"))
    assert code == 0
    assert [page["outcome"] for page in pages] == ["filed", "waiting", "waiting", "refused"]
    assert pages[0]["paper"]["case_number"] == NUMBER
    assert pages[1]["guess"]["paper"]["uid"] == issued["uid"]
    assert "不是 JPG" in pages[3]["words"]

    _, waiting = imported("scans")
    assert [(page["file"], page["page"]) for page in waiting] == [("签字.tif", 2), ("签字.tif", 3)]
    back, blank = (str(page["page_id"]) for page in waiting)
    code, answer = imported("file-scan", back, issued["uid"])
    assert (code, len(answer["waiting"])) == (0, 1)
    assert imported("file-scan", blank, "--discard", "空白")[1]["waiting"] == []
    assert [page["page"] for page in imported("scans", issued["uid"])[1]] == [1, 2]
    code, answer = imported("file-scan", back, "--release", "归错了")
    assert [page["page"] for page in answer["waiting"]] == [2]
    assert imported("file-scan", back, "--case", NUMBER)[0] == 0
    code, answer = imported("file-scan", back, "2026-9999")
    assert (code, answer["error"]["field"]) == (1, "page")
