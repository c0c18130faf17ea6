"""Who inspects, where no consequence of the clause names a body."""

from __future__ import annotations

import re

from kb.items.article import Article
from kb.model import Agency
from kb.tag.clauses import Clause

_ACCEPTS = re.compile(r"(?:接受|配合|协助)(?:[^，。；]{0,40}[、和或及与])?[^，。；、和或及与]{0,16}$")
_HOW = "(?:的|依法|按照[^，。；]{2,8}，?|实施|进行|开展|不?定期|或者|[、和]){0,5}"
_INSPECTS = re.compile(
    rf"(?:等(?:有关)?部门)?{_HOW}(?:对[^，。；]{{1,60}}?的?)?{_HOW}(?:日常|现场|安全)?(?:监督|检查|监管)"
)


_SPACED = re.compile(r"（[^（）]{1,24}）")


def _blank(aside: re.Match[str]) -> str:
    """As many words as *aside*, with nothing that parts bodies: 市场监管部门（监督管理局）和农业部门."""
    return "部" * len(aside.group())


def inspecting(article: Article, clause: Clause) -> list[Agency]:
    """By whom the clause lets itself be inspected: 应当接受财政部门对其账簿的监督检查."""
    named = [a for a in article.agencies if clause.start <= a.start < clause.end]
    for agency in reversed(named):
        accepts = _ACCEPTS.search(_SPACED.sub(_blank, article.text(clause.start, agency.start)))
        if accepts and _INSPECTS.match(article.text(agency.end, clause.end)):
            return [a for a in named if clause.start + accepts.start() < a.start <= agency.start]
    return []


_PATROL = re.compile(
    r"\s*(?:第\S{1,12}条\s+)?(?P<name>[^，。；：、由向报经对的\s]{2,24}?(?:保护机构|管理机构|监督机构|执法机构|办公室|指挥部|管理中心|管理[站所处]|[大支总]队|管理局))"
    r"(?=应当|可以|有权|负责|依法|定期)"
)


def patrolling(article: Article, clause: Clause) -> list[Agency]:
    """A body that no table knows, where it is the subject of the clause: 样品遗产保护机构应当进行巡查."""
    found = _PATROL.match(article.text(clause.start, clause.end))
    if not found:
        return []
    start, end = clause.start + found.start("name"), clause.start + found.end("name")
    return [Agency(article.unit.doc_id, article.unit.id, start, end, "原文", found["name"], "", "实施")]
