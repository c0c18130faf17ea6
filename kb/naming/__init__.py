"""Names of power items in their usual form, built by rule from the words of the law: 对…的处罚, …许可证核发."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kb.naming.breaches import conduct_of, object_of
from kb.naming.force import execution, measure
from kb.naming.inspection import inspection
from kb.naming.money import benefit, levy, reward
from kb.naming.others import closing, decision, emergency, filing, mediation, order, revocation, talk
from kb.naming.permits import confirmation, permit
from kb.naming.phrases import Passage, Words, flat, subject_of

__all__ = ["Passage", "Words", "conduct_of", "flat", "item_name", "object_of", "subject_of", "words_of"]


def item_name(kind: str, rule: str, conduct: str, verb: str) -> str:
    """The usual name of a penalty; the conduct itself for the other kinds, which ``words_of`` names."""
    return f"对{conduct.removeprefix('对')}的处罚" if kind == "行政处罚" else conduct


def words_of(kind: str, rule: str, passage: Passage) -> Words | None:
    """Name, act and object of a power that is no penalty; None where the passage gives none over a party."""
    make = _MAKERS.get(rule) or _MAKERS.get(kind)
    return make(passage) if make else None


_MAKERS: Mapping[str, Callable[[Passage], Words | None]] = {
    "行政许可": permit,
    "行政确认": confirmation,
    "行政检查": inspection,
    "行政强制措施": measure,
    "行政强制执行": execution,
    "行政征收": levy,
    "行政给付": benefit,
    "行政奖励": reward,
    "行政裁决": decision,
    "其他-备案": filing,
    "其他-撤销": revocation,
    "其他-责令": order,
    "其他-取缔收缴": closing,
    "其他-约谈": talk,
    "其他-调解": mediation,
    "其他-应急": emergency,
    "其他-收购": emergency,
}
