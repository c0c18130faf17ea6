"""The items of punished conducts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.address import parent
from kb.items.article import Article, Law, competent
from kb.items.conducts import Draft
from kb.items.made import carried_out, make_item
from kb.model import Basis, Citation, PowerItem, Provision
from kb.naming import conduct_of, object_of

_POINTER = re.compile(
    r"(?:尚(?:不|未))?构成(?:违反治安管理|犯罪)|[^，]{0,16}(?:不服|申请(?:行政)?复议)|(?:给[^，]{1,8})?造成[^，]{0,16}(?:损失|损害|危害|后果)$"
)


def punishing(
    law: Law, article: Article, draft: Draft, taken: dict[tuple[str, str], int]
) -> Iterator[list[PowerItem | Basis]]:
    """The items of one punished conduct: one, or one for each place that it names where it says no more than that."""
    conduct = conduct_of(article.text(draft.start, draft.end), draft.actor)
    if _POINTER.match(conduct):
        return
    says = conduct and conduct != draft.actor and object_of(conduct) != conduct
    named = [(conduct, draft.duties)] if says else list(by_duty(law, draft))
    if not named and (part := _PART.search(article.text(draft.start, draft.end))):
        named = [(draft.actor + part.group(), [])]
    penalties = [p for c in draft.sanctions for p in article.penalties if c.start <= p.start < c.end]
    penalties = list(dict.fromkeys(penalties))
    agencies, source = competent(law, article, draft.sanctions)
    for words, duties in named:
        item = make_item(
            law, article, draft.part, (draft.start, draft.end), "行政处罚", "行政处罚", words, agencies, source, penalties,
            taken, draft.actor,
        )  # fmt: skip
        bases = [Basis(item.doc_id, item.id, "设定依据", c.title, c.address, c.target_id) for c in duties]
        yield [item, *dict.fromkeys(bases), *carried_out(article, item, draft.sanctions)]


_PART = re.compile(r"违反[^，。；]{2,24}第[一二三四五六七八九十]+[章节](?:有关|的有关)?规定")
_DUTY_LENGTH = 60  # characters of a duty quoted in an item's conduct


def by_duty(law: Law, draft: Draft) -> Iterator[tuple[str, list[Citation]]]:
    """What is punished where the condition only names the places that were broken, each by itself."""
    for duty in dict.fromkeys(draft.duties):
        place = f"《{duty.title}》{duty.address}" if duty.title else duty.address
        words = f"违反{place}规定"
        target = law.places.get(duty.target_id)
        if target is not None:
            says = conduct_of(re.split(r"[。：:\n]", target.text)[0], "")
            banned = target.kind == "项" and _BANS.search(_lead_in(law, target))
            words = f"{says}（{words}）" if banned else f"{words}（{says[:_DUTY_LENGTH]}）"
        yield words, [duty]


_BANS = re.compile(r"不得|禁止|严禁|下列[^，。；]{0,8}行为")


def _lead_in(law: Law, item: Provision) -> str:
    """The words that introduce the list in which *item* stands."""
    lead = law.places.get(f"{item.doc_id}#{parent(item.address)}引语")
    return lead.text if lead is not None else ""
