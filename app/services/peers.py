"""交接单位: the offices packages go to and come from, and the passphrase agreed with each."""

import re

from sqlmodel import Session, col, select

from app.errors import UserError
from app.models import OfficeProfile, Peer
from app.models.terms import EventKind, OfficeKind
from app.services import events
from app.services.office import Office
from app.services.people import change
from app.storage.database import reading, transaction
from app.storage.sealing import check_passphrase

TITLE = "无法保存交接单位"
SHORT = 8
TAILS = re.compile("(人民政府|街道办事处|办事处|村民委员会|居民委员会|村委会|居委会|便民服务中心)$")


def peers(office: Office) -> list[Peer]:
    """In the order they were added."""
    with reading(office.database) as session:
        return list(session.exec(select(Peer).order_by(col(Peer.id))))


def set_peer(office: Office, name: str, **entered: object) -> Peer:
    """Add an office, or change what is known of one: kind, short, passphrase.

    Without a kind it is the office above. Raises UserError naming the field refused.
    """
    with transaction(office.database) as session:
        own = session.get_one(OfficeProfile, 1)
        given = {field: value for field, value in entered.items() if value}
        if "passphrase" in given:
            given["passphrase"] = check_passphrase(str(given["passphrase"]))
        peer = session.exec(select(Peer).where(Peer.name == name.strip())).first()
        if peer is None:
            peer = new_peer(session, name, OfficeKind(str(given.pop("kind", above(own.kind)))))
        change(peer, given)
        _check(session, own, peer)
        session.add(peer)
        summary = f"设置交接单位：{peer.name}"
        events.record(session, office.clerk, EventKind.SETTINGS_CHANGED, summary)
    return peer


def above(kind: OfficeKind) -> OfficeKind:
    kinds = list(OfficeKind)
    return kinds[min(kind.level + 1, len(kinds) - 1)]


def new_peer(session: Session, name: str, kind: OfficeKind) -> Peer:
    """Not yet added; its short name is one nobody else has."""
    name = name.strip()
    wanted = short_of(name)
    taken = set(session.exec(select(Peer.short)))
    free = (wanted if n == 1 else f"{wanted}{n}" for n in range(1, len(taken) + 2))
    return Peer.new(name=name, kind=kind, short=next(one for one in free if one not in taken))


def short_of(name: str) -> str:
    """清溪镇人民政府 -> 清溪镇; of names with a county before it, the last part."""
    plain = re.sub("[（(].*?[)）]", "", name).strip() or name.strip()
    bare = TAILS.sub("", plain) or plain
    return re.sub(r"^.{2,}?[县区市](?=.{2})", "", bare)[:SHORT] or bare[:SHORT]


def chosen_peer(session: Session, own: OfficeProfile, name: str) -> Peer:
    """The one named, by name or short name; without a name the only one above.

    Raises UserError (peer) when there is none or more than one.
    """
    known = session.exec(select(Peer)).all()
    if name:
        found = [peer for peer in known if name.strip() in (peer.name, peer.short)]
    else:
        found = [peer for peer in known if peer.kind.level > own.kind.level]
    if len(found) == 1:
        return found[0]
    if name:
        told = f"没有名为“{name}”的交接单位，请先在“U盘交接”里添加。"
    elif found:
        told = "上级交接单位不止一个，请写明交给哪个单位。"
    elif known:
        names = "、".join(peer.short for peer in known)
        told = f"没有上级交接单位，请写明交给哪个下级单位（{names}）：命令行写 --to，窗口中选择。"
    else:
        told = "还没有上级交接单位，请先添加县级（或上级）单位，并约定交接口令。"
    raise UserError("不知道交给谁", told, field="peer")


def _check(session: Session, own: OfficeProfile, peer: Peer) -> None:
    if peer.kind == own.kind:
        advice = f"“{peer.name}”与本单位同级；交接在上下级之间进行，请核对单位层级。"
        raise UserError(TITLE, advice, field="kind")
    other = select(Peer.name).where(Peer.short == peer.short, Peer.name != peer.name)
    if taken := session.exec(other).first():
        raise UserError(TITLE, f"简称“{peer.short}”已用于“{taken}”，请另取一个。", field="short")
