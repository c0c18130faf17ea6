"""Faults that a draft's own words show: old names, dead references, open words, duties and liabilities without each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kb.conflicts.material import Material
from kb.conflicts.space import superior
from kb.draft.tables import draft_rules, draft_words
from kb.index.lexical import pairs
from kb.model import Citation, Edition, PowerItem, Provision
from kb.registry import AgencyRow, agencies

_DUTY = re.compile("应当|不得|禁止|必须|严禁|不准|须|方可|有义务|负责|实行|限制|不能")
_BAN = re.compile(r"禁止|严禁|不得")
_SHALL = re.compile(  # those who are ruled must do something
    r"^(?:[^，。；]{0,20}，)?[^，。；]{0,16}(?:单位|个人|经营者|企业|业主|使用人|所有人|所有权人|管理人|责任人|服务者|生产者|运营者|物业服务人|机动车驾驶人|[养居村]?[犬]主|当事人|人员|养犬人)(?:和个人)?(?:应当|必须)"
)
_OFFICIAL = re.compile(  # the sentence binds those who rule
    r"机关|部门|人民政府|工作人员|执法人员|委员会|街道办事处|人大|机构及其|主管|国家|本市建立|规划(?:应当|不得)|本条例|本办法|本规定"
)
_SOFT = re.compile(r"不予|鼓励|支持|倡导|提倡|引导|可以|按照约定|协商|合同|有权|不得(?:少于|低于|超过|高于|晚于|早于)")
_CATCH_ALL = re.compile(
    r"违反本(?:条例|办法|规定)[^。；]{0,20}(?:法律|法规|规章)[^。；]{0,24}(?:已有|另有|已作|有)(?:处罚)?规定|违反本(?:条例|办法|规定)(?:的)?其他规定"
)
_SENTENCE = re.compile(r"[^。；\n]+")
_NUMBER = re.compile(r"^\s*(?:第\S{1,10}条\s*|[（(][一二三四五六七八九十]{1,3}[）)]\s*)")
_ENOUGH = 3  # penal articles that a draft must have before a duty without one is worth a word
_PUNISHED = 0.4  # share of the pairs of characters of a conduct that stand in the duty
_FORMER = re.compile(r"原[省市县区]?$")


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault at ``start:end`` of the draft; kind and severity are those of its row in draft_rules.csv."""

    rule: str
    kind: str
    severity: str
    source: str
    address: str
    start: int
    end: int
    reason: str


def faults_of(material: Material, draft: Edition) -> Iterator[Fault]:
    """Every fault that *draft* shows by itself."""
    units = material.units.get(draft.doc_id, [])
    for unit in units:
        yield from _old_bodies(material, unit)
        yield from _open_words(unit)
    yield from _unpunished(material, draft, units)
    yield from _baseless(material, draft, units)


def _fault(rule: str, unit: Provision, start: int, end: int, reason: str) -> Fault:
    row = draft_rules()[rule]
    return Fault(rule, row.kind, row.severity, row.source, unit.address, start, end, reason)


# ---------------------------------------------------------------- names and references


def _old_bodies(material: Material, unit: Provision) -> Iterator[Fault]:
    old = _former()
    for tag in material.agencies.get(unit.id, ()):
        row = old.get(tag.rule)
        if row is None or _FORMER.search(unit.text[: tag.start - unit.start]):
            continue
        now = "、".join(row.candidates) if row.candidates else row.canonical
        why = f"（{row.reason}）" if row.reason else ""
        reason = f"“{tag.surface}”是机构改革前的名称，现为{now}{why}；依据：{row.source}。"
        yield _fault("draft-body", unit, tag.start, tag.end, reason)


@cache
def _former() -> Mapping[str, AgencyRow]:
    """Names from before the reforms by id of their row; 旅游局 is one, as 旅游行政管理部门 is and no present name has 旅游 first."""
    rows = agencies()
    past = {row.surface for row in rows if row.kind == "predecessor"}
    present = {row.surface for row in rows if row.kind in ("statutory", "alias") and not row.until}
    found = {row.id: row for row in rows if row.kind == "predecessor"}
    for row in rows:
        stem = row.surface.removesuffix("局")
        if row.kind == "colloquial" and len(stem) > 1 and stem != row.surface:
            gone = any(name.startswith(stem) for name in past) and not any(name.startswith(stem) for name in present)
            found |= {row.id: row} if gone else {}
    return found


def _open_words(unit: Provision) -> Iterator[Fault]:
    for row in draft_words():
        if not any(word in unit.text for word in row.gate):
            continue
        for match in row.regex.finditer(unit.text):
            sentence = _sentence(unit.text, match.start())
            internal = "处分" in unit.text[match.end() :].partition("。")[0]  # of officials, by their own superiors
            if not internal and not re.search(r"[依按]照[^，。；]{0,40}规定", sentence):
                reason = f"“{match[0]}”没有写明具体的机关、幅度或者期限，难以执行。"
                yield _fault(row.kind, unit, unit.start + match.start(), unit.start + match.end(), reason)


def _sentence(text: str, position: int) -> str:
    left = max(text.rfind(mark, 0, position) for mark in "。；\n") + 1
    return text[left : position + 1]


# ---------------------------------------------------------------- duties and liabilities


def _penal(material: Material, draft: Edition) -> list[PowerItem]:
    return [item for item in material.items_of.get(draft.doc_id, ()) if item.kind == "行政处罚"]


def _unpunished(material: Material, draft: Edition, units: list[Provision]) -> Iterator[Fault]:
    """Bans and duties of those ruled that no liability of the draft or of a superior text answers."""
    items = _penal(material, draft)
    penal = {item.provision_id for item in items}
    whole = material.text(draft.doc_id)
    if draft.level == "规范性文件" or len(penal) < _ENOUGH or _CATCH_ALL.search(whole):
        return
    answered = {_unit(basis.target_id) for item in items for basis in material.bases.get(item.id, ())}
    for unit in units:
        own = material.citations.get(unit.id, ())
        answered |= {_unit(c.target_id) for c in own if unit.id in penal or _breached(unit, c)}
    superiors = _conducts_above(material, draft)
    conducts = [frozenset(pairs(item.conduct)) for item in items]
    for unit in units:
        if unit.id in answered or unit.id in penal:
            continue
        for start, end, words in _duties(unit):
            here = frozenset(pairs(words))
            if not _meets(here, conducts) and not _meets(here, superiors):
                what = "禁止性规定" if _BAN.search(words) else "义务性规定"
                reason = f"本条{what}在草案的法律责任部分没有对应的罚则，在库上位法中也未见对同一行为的处罚。"
                yield _fault("draft-duty", unit, start, end, reason)
                break


def _duties(unit: Provision) -> Iterator[tuple[int, int, str]]:
    for match in _SENTENCE.finditer(unit.text):
        words = _NUMBER.sub("", match[0]).strip()
        binds = (_BAN.search(words) or _SHALL.search(words)) and not _SOFT.search(words)
        if binds and not _OFFICIAL.search(words.partition("应当")[0].partition("不得")[0]) and len(words) > 8:
            start = unit.start + match.start() + match[0].index(words)
            yield start, start + len(words), words


def _conducts_above(material: Material, draft: Edition) -> list[frozenset[str]]:
    items = (i for i in material.items.values() if i.kind == "行政处罚" and i.doc_id != draft.doc_id)
    above = {id for id, edition in material.editions.items() if superior(edition, draft)}
    return [frozenset(pairs(conduct)) for conduct in {i.conduct for i in items if i.doc_id in above}]


def _meets(here: frozenset[str], conducts: list[frozenset[str]]) -> bool:
    """Whether one of *conducts* is what the duty is about."""
    return any(len(here & one) >= _PUNISHED * min(len(one), len(here)) for one in conducts if len(one) > 3)


def _unit(target_id: str) -> str:
    doc_id, _, address = target_id.partition("#")
    return f"{doc_id}#{address.partition('条')[0]}条" if "条" in address else target_id


def _baseless(material: Material, draft: Edition, units: list[Provision]) -> Iterator[Fault]:
    """Liabilities for the breach of an article that lays down no duty."""
    by_id = {unit.id: unit for unit in units}
    seen: set[tuple[int, str]] = set()
    for item in _penal(material, draft):
        for citation in material.citations.get(item.provision_id, ()):
            target = by_id.get(_unit(citation.target_id))
            key = (citation.start, citation.target_id)
            if target is None or key in seen or not _breached(by_id[item.provision_id], citation):
                continue
            seen.add(key)
            if not _DUTY.search(target.text):
                reason = f"罚则所指的{target.address}没有规定义务或者禁止事项。"
                yield _fault("draft-liability", by_id[item.provision_id], citation.start, citation.end, reason)


def _breached(unit: Provision, citation: Citation) -> bool:
    """Whether the reference says which article was broken: 违反本条例第九条."""
    before = unit.text[max(0, citation.start - unit.start - 30) : citation.start - unit.start]
    return bool(re.search(r"违反[^，。；]{0,30}$", before)) or unit.text[citation.start - unit.start :].startswith(
        "违反"
    )
