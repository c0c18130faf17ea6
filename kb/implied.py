"""Inspections that follow from a law without being written out: who may punish or license may look.

Official lists of inspection matters name one matter for each duty (对…的检查) and cite the article on supervision next
to the one that punishes. Where a law gives the power to inspect, or says who supervises, each punished conduct
therefore gives an implied item of 行政检查, and so does each other duty that the law lays on a party. Where it does
neither, official lists still name the inspection by the article that punishes, for the body named there; the power to
inspect must then come from elsewhere (行政处罚法第五十四条: 依照法律、法规的规定). So does each licence:
whoever grants it must supervise what is done under it (行政许可法第六十一条). Such an item is marked by its rule and kept out of lists unless asked for; it rests on the article on
supervision, the duty and the article that punishes or licenses.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from kb.address import article
from kb.model import IMPLIED, Basis, PowerItem, Provision
from kb.naming.duties import breach_in_list, breach_of
from kb.naming.phrases import party_in
from kb.numerals import to_chinese
from kb.tag.agencies import default_authority

_NO_CHECK = re.compile(r"拒绝|阻挠|阻碍|拒不|妨碍|隐匿|转移|销毁|伪造|冒充|骗取")


def implied_checks(
    items: Sequence[PowerItem], bases: Sequence[Basis], provisions: Sequence[Provision]
) -> Iterator[PowerItem | Basis]:
    """Yield the implied inspections of one document, with their bases. Acts that detention answers give none."""
    for item in items:
        if item.kind == "行政许可" and item.agencies:
            yield from _supervised(item)
    punished = [item for item in items if item.kind == "行政处罚" and _can_be_checked(item)]
    if not punished:
        return
    source = _supervision(items, provisions)
    if not source:
        punished = [item for item in punished if item.agencies]
    duties: dict[str, list[Basis]] = {}
    for basis in bases:
        if basis.role == "设定依据":
            duties.setdefault(basis.item_id, []).append(basis)
    taken: set[str] = set()
    for item in punished:
        number = item.id.rpartition("/")[2]
        found = duties.get(item.id, [])
        yield from _check(item, item.address, f"推定{number}", source, found)
        for duty in found:  # lists name the duty's article as often as the one that punishes
            if not duty.title and duty.target_id and duty.address not in taken:
                taken.add(duty.address)
                yield from _check(item, duty.address, "推定义务", source, [])
    own = {article(item.address) for item in items}
    if source:
        yield from _unsanctioned(punished[0], provisions, source, own, taken)


def _unsanctioned(
    pattern: PowerItem, provisions: Sequence[Provision], source: str, own: Collection[str], taken: Collection[str]
) -> Iterator[PowerItem | Basis]:
    """The inspection of the other duties, one for each paragraph of an article without items; by those who enforce the law."""
    agencies, _how = default_authority(provisions)
    if not agencies:
        return
    bodies = tuple(dict.fromkeys(a.canonical or a.surface for a in agencies))
    written = tuple(dict.fromkeys(a.surface for a in agencies))
    known = {provision.address for provision in provisions if provision.kind == "款"}
    for unit in provisions:
        if not unit.unit or unit.address in own or unit.id == source or not re.search("应当|必须|不得|禁止", unit.text):
            continue
        for address, breach in _duties_in(unit, known):
            if address in taken:
                continue
            item = replace(
                pattern, start=unit.start, end=unit.end, conduct=breach, object=party_in(breach), agencies=bodies,
                written=written, source=agencies[0].provision_id, address=address,
            )  # fmt: skip
            yield from _check(item, address, "推定义务", source, [])


_LINE = re.compile(r"\s*[（(][一二三四五六七八九十]{1,3}[）)]")
_OFFICIAL = re.compile("政府|部门|机关|国务院|法院|检察院|委员会|办事处")


def _duties_in(unit: Provision, known: Collection[str]) -> Iterator[tuple[str, str]]:
    """The breach of each paragraph of *unit* that lays a duty or a ban on parties, with its address."""
    paragraphs: list[list[str]] = []
    for line in _NUMBER.sub("", unit.text).split("\n"):
        if _LINE.match(line) and paragraphs:
            paragraphs[-1].append(line)
        elif line.strip():
            paragraphs.append([line])
    for number, (lead, *lines) in enumerate(paragraphs, start=1):
        address = f"{unit.address}第{to_chinese(number)}款"
        made = _listed(lead, lines) if lines else breach_of(lead)
        banned = not _OFFICIAL.search(made) and bool(re.search("不得|禁止", lead))
        if made and len(made) <= _LONGEST and (party_in(made) or banned) and not _ATTITUDE.search(made):
            yield address if address in known and len(paragraphs) > 1 else unit.address, _AIM.sub("", made)


def _listed(lead: str, lines: Sequence[str]) -> str:
    """The breaches of the lines of a list, as many as one name holds."""
    made = ""
    for line in lines:
        says = breach_in_list(lead, line)
        if not says or len(made) + len(says) >= _LONGEST:
            break
        made += f"；{says}" if made else says
    return made


_AIM = re.compile("，(?:防止|避免|预防|减少|促进|发挥)[^，；]*$")  # what the duty is for
_ATTITUDE = re.compile(
    "未(?:按规定)?(?:正确对待|积极(?!协助|配合)|自觉|牢固树立|树立|弘扬|倡导|努力|增强)|严格限制使用"
)  # nobody can look whether it is done
_NUMBER = re.compile(r"^\s*第[^\s]{1,12}条(?:之[一二三四五六七八九十]+)?\s*")
_LONGEST = 80  # characters of a breach that still names one matter


def _supervised(item: PowerItem) -> Iterator[PowerItem | Basis]:
    """The inspection of what a licence allows."""
    made = _made(item, item.address, f"推定许可{item.id.rpartition('/')[2]}", f"对{item.name}事项的检查")
    yield made
    yield Basis(item.doc_id, made.id, "设定依据", "", item.address, f"{item.doc_id}#{item.address}")
    yield Basis(item.doc_id, made.id, "实施依据", "行政许可法", "第六十一条", "")


def _made(item: PowerItem, address: str, number: str, name: str) -> PowerItem:
    return replace(
        item, id=f"{item.doc_id}#{address}/行政检查/{number}", kind="行政检查", rule=IMPLIED, address=address,
        provision_id=f"{item.doc_id}#{article(address)}", name=name, penalties=(), low=None, high=None, unit="",
        measures="",
    )  # fmt: skip


def _check(
    item: PowerItem, address: str, number: str, source: str, duties: Sequence[Basis]
) -> Iterator[PowerItem | Basis]:
    """The inspection of what *item* punishes, at the article that punishes it or at the duty."""
    made = _made(item, address, number, f"对{item.conduct.removeprefix('对')}的检查")
    yield made
    if source:
        yield Basis(item.doc_id, made.id, "实施依据", "", source.partition("#")[2], source)
    yield Basis(item.doc_id, made.id, "实施依据", "", item.address, f"{item.doc_id}#{item.address}")
    if address != item.address:
        yield Basis(item.doc_id, made.id, "设定依据", "", address, f"{item.doc_id}#{address}")
    yield from (replace(duty, item_id=made.id) for duty in duties)


def _can_be_checked(item: PowerItem) -> bool:
    return "行政拘留" not in item.penalties and not _NO_CHECK.search(item.conduct)


def _supervision(items: Sequence[PowerItem], provisions: Sequence[Provision]) -> str:
    """The article that gives the power to inspect, else the one that says who enforces the law; empty where neither is."""
    for item in items:
        if item.kind == "行政检查":
            return item.provision_id
    agencies, _how = default_authority(provisions)
    return agencies[0].provision_id if agencies else ""
