"""Page -> the laws that the document cites, held against the knowledge base where one is given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from kb.model import Citation, Provision
from kb.policy.page import Page
from kb.policy.records import LawReference
from kb.titles import full_title, place_of
from kb.validity import status

if TYPE_CHECKING:
    from kb.knowledge import KnowledgeBase

_SAME, _OTHER, _MARGIN, _ALONE = 0.45, 0.5, 0.2, 0.1  # shares of the quoted pairs of characters found in an article
_GIVES = re.compile(r"(?:只|仅)?(?:规定|明确|指出)?：“?|(?:只|仅)?(?:规定|明确)“?|(?:只|仅)?对(?=[^。]{10,60}作出)")
_PAPER = re.compile(
    r".法$|..(?:法典|条例|规定|办法|细则|规则|决定|意见|通知|方案|规划|纲要|标准|解释|批复|复函|公告|指引|目录|基准)$"
)
_NEAR = 0.85
_TODAY = frozenset(("现行有效", "时效不明", "新版未入库"))


def find_laws(
    page: Page, citations: Iterable[Citation], base: KnowledgeBase | None, day: str
) -> Iterator[LawReference]:
    """Yield the citations of other documents in order, each place once.

    Against a knowledge base a reference is 已核对, 条文已变 (the words quoted now stand elsewhere, or the article is not
    there any more), 已失效 or 未收录; without one it is 未核对.
    """
    seen: set[tuple[int, int, str]] = set()
    for citation in citations:
        key = (citation.start, citation.end, citation.address)
        if not _PAPER.search(citation.title) or citation.title in page.document.title or key in seen:
            continue
        seen.add(key)
        plain = LawReference(
            *page.place(citation.start, citation.end), citation.title, citation.address, "未核对", "", "",
            "没有给出知识库，未核对（加 --kb）",
        )  # fmt: skip
        yield _checked(page, citation, plain, base, day) if base else plain


def _checked(page: Page, citation: Citation, plain: LawReference, base: KnowledgeBase, day: str) -> LawReference:
    versions = base.resolver.laws(citation.title)
    if not versions:
        near = _near(citation.title, base)
        hint = f"；有名称相近的《{near}》，请核对文中名称" if near else ""
        return replace(plain, state="未收录", reason=f"《{citation.title}》不在知识库中，不能核对{hint}")
    valid = [v for v in versions if status(v, day) in _TODAY]
    if not valid:
        last = max(versions, key=lambda v: v.effective or v.published)
        reason = f"《{full_title(last)}》（{last.version}版）{status(last, day)}"
        return replace(plain, state="已失效", target_id=last.doc_id, reason=reason)
    if len({v.region for v in valid}) > 1 or (citation.address and len(valid) > 1):
        return replace(plain, reason=f"知识库中有{len(valid)}部《{citation.title}》，不能确定是哪一部")
    edition = max(valid, key=lambda v: v.effective or v.published)
    name = f"《{full_title(edition)}》（{edition.version}版）"
    if not citation.address:
        return replace(plain, state="已核对", target_id=edition.doc_id, reason=f"现行文本为{name}")
    articles = {p.address: p for p in base.store.select(Provision, doc_id=edition.doc_id, kind="条")}
    head = re.match(r"第[^条]+条(?:之[一二三四五六七八九十]+)?", citation.address)
    here = articles.get(head[0]) if head else None
    words = _quoted(page, citation.end)
    better = _better(words, here, articles.values()) if words else None
    if better is not None:
        now = f"{edition.doc_id}#{better.address}"
        if here is None:
            reason = f"{name}没有{citation.address}；引文与现在的{better.address}相近"
        else:
            reason = f"{name}{citation.address}已是另一内容；引文与现在的{better.address}相近"
        return replace(plain, state="条文已变", target_id=here.id if here else "", now=now, reason=reason)
    if here is None:
        return replace(plain, state="条文已变", reason=f"{name}没有{citation.address}，请核对所引版本")
    if words and _overlap(words, here.text) < _SAME / 2:
        reason = f"{name}{citation.address}与引文很不相同，条号可能已变，请核对所引版本"
        return replace(plain, state="条文已变", target_id=here.id, reason=reason)
    later = bool(page.document.version != "undated" and edition.version > page.document.version)
    reason = f"现行文本为{name}" + ("，在本文件之后修改过，请核对内容" if later else "")
    return replace(plain, state="已核对", target_id=here.id, reason=reason)


def _near(title: str, base: KnowledgeBase) -> str:
    """A title in the knowledge base that differs by a slip only; empty for the rules of a place, which differ by its name."""
    if place_of(title) or len(title) < 8:
        return ""
    found = get_close_matches(title, {e.title for e in base.editions.values()}, 1, _NEAR)
    return found[0] if found and not place_of(found[0]) else ""


def _quoted(page: Page, at: int) -> str:
    """The words that the text gives as those of the law, right after the citation; empty where it gives none."""
    match = _GIVES.match(page.text, at)
    if match is None or not match[0]:
        return ""
    words = _END.split(page.text[match.end() : match.end() + 160])[0]
    return words if len(words) >= _ENOUGH else ""


_END = re.compile(r"[。\n”]|，(?:并且|确立|同时|从而|这|由此|但|明确)")
_ENOUGH = 12  # characters


def _better(words: str, here: Provision | None, articles: Iterable[Provision]) -> Provision | None:
    """The article that has the quoted words, where the one cited has not."""
    own = _overlap(words, here.text) if here else 0.0
    if own >= _SAME:
        return None
    scored = sorted(((_overlap(words, p.text), p.start, p) for p in articles), reverse=True)[:2]
    if not scored or scored[0][0] < max(_OTHER, own + _MARGIN):
        return None
    alone = len(scored) < 2 or scored[0][0] - scored[1][0] >= _ALONE
    return scored[0][2] if alone and scored[0][2] is not here else None


def _overlap(words: str, text: str) -> float:
    """The share of the pairs of characters of *words* that stand in *text*."""
    plain = re.sub(r"\W", "", words)
    pairs = [plain[i : i + 2] for i in range(len(plain) - 1)]
    flat = re.sub(r"\W", "", text)
    held = {flat[i : i + 2] for i in range(len(flat) - 1)}
    return sum(pair in held for pair in pairs) / len(pairs) if pairs else 0.0
