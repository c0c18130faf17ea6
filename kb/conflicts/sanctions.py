"""The sanctions of one power item as numbers that can be compared: kind, range, base, person and grade, with their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import inf

from kb.conflicts.material import Material
from kb.items import amount_words
from kb.model import Penalty, PowerItem

BASIC, OVERDUE, GRAVE, WORST, LIGHT = "基本", "逾期不改正", "情节严重", "情节特别严重", "情节较轻"


@dataclass(frozen=True, slots=True)
class Sanction:
    """One penalty of an item. ``low`` is 0 and ``high`` infinite where the text sets no bound; ``fixed`` is False where
    no amount is given at all. Shares are in multiples (3% is 0.03 倍). ``tier`` is the grade, or the words of any other
    condition; ``words`` is the penalty in short words; ``start:end`` its place in the document's text."""

    kind: str
    low: float
    high: float
    unit: str
    base: str
    subject: str  # 单位, 个人, 责任人员, another party that the text names, or empty
    tier: str
    condition: str
    words: str
    optional: bool  # 可以处, 可以并处
    start: int
    end: int

    @property
    def fixed(self) -> bool:
        return bool(self.unit)


def sanctions_of(material: Material, item: PowerItem) -> list[Sanction]:
    """The penalties of *item*, each with its place in the article, in the order of its measures."""
    penalties = material.penalties.get(item.provision_id, [])
    found = [found for words in item.measures.split("；") for found in _sanction(item, words, penalties)]
    return [replace(s, kind="没收违法所得") if _takes_gains(material, item, s) else s for s in found]


_GAINS = re.compile("没收(?:其|全部)*(?:违法|非法)(?:所得|收入)(?![和、以及或])")


def _takes_gains(material: Material, item: PowerItem, sanction: Sanction) -> bool:
    """Whether what is called goods in the tags is no more than the gains: 没收其违法所得."""
    words = material.words(item.doc_id, sanction.start, sanction.end + 1) if sanction.kind == "没收非法财物" else ""
    return bool(_GAINS.match(words))


def _sanction(item: PowerItem, words: str, penalties: list[Penalty]) -> Iterator[Sanction]:
    """The penalty of the article that *words* name; of several with the same words the nearest to the conduct."""
    named = [p for p in penalties if words.endswith(p.kind + amount_words(p))]
    if not named:
        return
    longest = max(len(p.kind + amount_words(p)) for p in named)
    same = [p for p in named if len(p.kind + amount_words(p)) == longest]
    head = words[: len(words) - longest]
    condition = head.partition("：")[0] if "：" in head else ""
    penalty = min(same, key=lambda p: (p.circumstance != condition, p.subject != _whom(words), _far(item, p)))
    scale = 0.01 if penalty.unit == "%" else 1.0
    open_ended = penalty.low is None and penalty.high is None
    yield Sanction(
        kind=penalty.kind,
        low=(penalty.low or 0.0) * scale,
        high=inf if penalty.high is None else penalty.high * scale,
        unit="" if open_ended else "倍" if penalty.unit == "%" else penalty.unit,
        base=penalty.base,
        subject=_whom(words) or penalty.subject,
        tier=BASIC if condition and condition in item.conduct else tier_of(condition),
        condition=condition,
        words=words,
        optional=penalty.mode.startswith("可以"),
        start=penalty.start,
        end=penalty.end,
    )


_BEHIND = 400  # characters by which a penalty before the conduct counts as farther, outside a list


def _far(item: PowerItem, penalty: Penalty) -> int:
    if penalty.start >= item.end:
        return penalty.start - item.end
    return item.start - penalty.start + (0 if "项" in item.address else _BEHIND)


_WHOM = re.compile("(?:^|：)对([^：]{2,24}?)(?=罚款|警告|没收|吊销|暂扣|责令|限制|撤销|降低|行政拘留|通报|限期)")


def _whom(words: str) -> str:
    found = _WHOM.search(words)
    return found[1] if found else ""


_TIERS = (  # the first that fits; conditions about gains and values of goods are compared by their words
    ("", re.compile("违法所得|货值|经营额|营业额|销售额|价款|价值|金额|面积|平方米|立方米|公里|百分之")),
    (WORST, re.compile("特别严重|特别恶劣|特别重大")),
    (LIGHT, re.compile("较轻|轻微|首次|初次")),
    (GRAVE, re.compile("情节(?:较重|严重|恶劣)|(?:后果|损失|影响|危害|污染|事故|破坏)|[两二三]次以上|再次|多次|屡|又")),
    (OVERDUE, re.compile("逾期|拒不|拒绝|不改|未改|仍[不未]|继续|不停止|到期|期限|期满|限期|不(?:清除|清理|拆除|恢复|履行|听)")),
)  # fmt: skip


def tier_of(condition: str) -> str:
    """The grade that *condition* stands for, else its own words; no condition is the basic grade."""
    if not condition:
        return BASIC
    named = [name for name, pattern in _TIERS if pattern.search(condition)]
    if GRAVE in named and OVERDUE in named and "或者" in condition:
        return OVERDUE  # 拒不改正或者情节严重: the lighter of the two is enough
    name = named[0] if named else ""
    return name or re.sub(r"[，、\s]|的$", "", condition)
