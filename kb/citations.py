"""Find references between provisions and resolve those that stay inside the document.

Internal references (本法第X条, 前款, 本条第二款, 第X条至第Y条) get their target here. References to other documents
keep title and address; kb.link finds their target once all documents are in.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kb.address import Step, format_address, parse
from kb.model import Citation, Document, Provision
from kb.numerals import NUMBER, to_int
from kb.titles import short_title, titles_in

_SELF_NOUN = r"(?:补充)?(?:法|条例|(?:实施|暂行|试行|管理|若干)?(?:条例|办法|细则|规定|规则|规范|规程)|解释|决定|章程|制度|意见|通知|准则|标准|程序|公约|批复|纪要|方案|安排)"
_ARTICLE = rf"第{NUMBER}条(?:之{NUMBER})?"
_CLAUSE = rf"第{NUMBER}款"
_ITEM = rf"第?[（(]{NUMBER}[）)]项?|第{NUMBER}项"
_JOIN = r"(?:、|，第|和|或者|或|及|以及|与|至|到|－|—)"
_PLACE = rf"(?:{_ARTICLE}(?:{_CLAUSE})?(?:{_ITEM})?|{_CLAUSE}(?:{_ITEM})?|{_ITEM})"
_CHAIN = re.compile(rf"{_ARTICLE}(?:{_CLAUSE})?(?:{_ITEM})?(?:{_JOIN}{_PLACE})*")
_OWN_NUMBER = re.compile(_ARTICLE)
_ANNEX_NUMBER = re.compile(rf"{_ARTICLE}(?=\s)")  # an annex counts its own articles
_PIECE = re.compile(
    rf"(?P<join>{_JOIN})?(?:第(?P<article>{NUMBER})条(?:之(?P<sub>{NUMBER}))?)?(?:第(?P<clause>{NUMBER})款)?"
    rf"(?:第?[（(](?P<item>{NUMBER})[）)]项?|第(?P<item2>{NUMBER})项)?"
)
_RELATIVE = re.compile(
    rf"""
      前(?P<count>[一二两三四五六七八九十])?(?P<back>条|款|项)(?:(?P<rest>{_CLAUSE}(?:{_ITEM})?|{_ITEM}))?   # 前款, 前两款
    | 本(?P<here>条|款)(?P<place>(?:{_CLAUSE}(?:{_ITEM})?|{_ITEM})(?:{_JOIN}(?:{_CLAUSE}(?:{_ITEM})?|{_ITEM}))*)  # 本条第二款
    """,
    re.VERBOSE,
)
_AFTER_ARTICLE = re.compile(rf"{_ARTICLE}\Z")  # 刑法第三百零七条之一前三款: not counted from here
_WHOLE = re.compile(
    rf"(?:依照|依据|按照|根据|违反|适用|遵守)(?P<self>本{_SELF_NOUN})的?(?:有关|相关|其他)?规定(?!的?第)"
)
_JOINED = re.compile(
    rf"(?:[（(][^）)]{{0,30}}[）)])?的?(?:分则|总则|附则)?(?:第{NUMBER}(?:分编|[编章节]))*"
)  # 《…》第二章第三条
_SELF = re.compile(rf"本{_SELF_NOUN}(?:的)?$")
_SAME = re.compile(r"(?:(?<!合)同法|同条例|该法|该条例|该办法|该规定|上述法律)(?:的)?$")
_BARE = re.compile(
    rf"[\u4e00-\u9fff]{{1,24}}(?:法|法典|通则|条例|办法|规定|细则|规则|解释|决定|公约)的?(?:分则|总则|附则)?(?:第{NUMBER}[编章节])*$"
)
_BARE_CUT = re.compile(  # words in front of a law's name; none of them may stand inside a name (对外贸易法, 国有资产法)
    r".*(?:依照|依据|按照|根据|违反|适用|符合|属于|参照|执行|对于|为了|是指|所称|以及|或者|应当|认定为|有关|规定|触犯|构成|具有|援引|引用|结合|除|关于"
    r"|实施(?!条例|细则|办法|规定|规则)|对(?!外)|为(?![\u4e00-\u9fff]?法)|以|和|或|及|与|在|由|将|的|、|把|凡|按|依(?!法))"
)
_ALIAS = re.compile(r"》[（(](?:以下|下)(?:均)?(?:简称|称|统称)[“《]?(?P<name>[\u4e00-\u9fff（）()]{2,30})[”》]?[）)]")
_AMENDS = re.compile(r"^(?P<law>.{1,40}?)修正案|修改[《〈](?P<title>.{2,60}?)[》〉](?!.*等)")
_SENTENCE_LENGTH = 400  # characters looked back for the start of a sentence
_SENTENCE = re.compile(r"[。；\n]")


@dataclass(slots=True)
class _Context:
    """What a reference is read against: the document's places, and the law named last."""

    document: Document
    places: dict[str, Provision]
    articles: list[str]
    clauses: dict[str, list[Provision]]
    aliases: dict[str, str]
    default: str = ""  # the law that a bare number means where the document has no articles of its own
    named: list[tuple[int, str]] = field(default_factory=list)  # (offset in the unit, title)
    earlier: str = ""  # the law named last in the units before


def find_citations(document: Document, provisions: Iterable[Provision]) -> Iterator[Citation]:
    """Yield every reference in the units of *document*, in order of appearance; ranges give one per article."""
    provisions = list(provisions)
    context = _context(document, provisions)
    for provision in provisions:
        if provision.unit:
            yield from sorted(_in_unit(context, provision), key=lambda c: (c.start, c.end))


def _context(document: Document, provisions: list[Provision]) -> _Context:
    clauses: dict[str, list[Provision]] = {}
    for provision in provisions:
        if provision.kind == "款":
            clauses.setdefault(provision.address[: provision.address.rindex("第")], []).append(provision)
    articles = [p.address for p in provisions if p.kind == "条"]
    places = {p.address: p for p in provisions}
    default = "" if articles else _default_law(document.title)
    return _Context(document, places, articles, clauses, _aliases(document.text), default)


def _default_law(title: str) -> str:
    """The law that an amendment or an interpretation without articles is about: 刑法修正案, 关于…《…》的…."""
    if match := _AMENDS.search(title):
        return short_title(match["law"] or match["title"])
    named = [name for _a, _b, name in titles_in(title)]
    if named:
        return short_title(named[0])
    match = re.search(r"(?:适用|执行|确定|修订)?(刑法|民法典|刑事诉讼法|民事诉讼法|行政诉讼法)", title)
    return match[1] if match else ""


def _aliases(text: str) -> dict[str, str]:
    """Short names that the document defines: 《…》（以下简称《…》）."""
    found = {}
    titles = {end: title for _start, end, title in titles_in(text)} if "称" in text else {}
    for match in _ALIAS.finditer(text):
        if title := titles.get(match.start() + 1):
            found[match["name"]] = short_title(title)
    return found


def _in_unit(context: _Context, unit: Provision) -> Iterator[Citation]:
    text = unit.text
    titles = [(a, b, context.aliases.get(t, short_title(t))) for a, b, t in titles_in(text)] if "《" in text else []
    context.named = [(b, title) for _a, b, title in titles]
    chained = set()
    previous = ""
    own = _OWN_NUMBER.match(text) if unit.kind == "条" else None
    if unit.address.startswith("附件"):
        own = _ANNEX_NUMBER.match(text)
    begin = own.end() if own else 0
    for match in _CHAIN.finditer(text, begin) if "条" in text else ():
        title, start, state = _law_of(context, unit, match.start(), titles, previous)
        previous = title if state == "" else previous
        chained.add(start)
        yield from _chain(context, unit, match, title, start, state)
    for a, b, title in titles:
        if a not in chained and not text.startswith(("修正案", "（草案"), b):
            yield _citation(unit, a, b, "title", title, "", "", "" if title else "书名号内没有名称，请核对原文")
    for match in _RELATIVE.finditer(text):
        if not _AFTER_ARTICLE.search(text, 0, match.start()):
            yield from _relative(context, unit, match)
    for match in _WHOLE.finditer(text) if "本" in text else ():
        yield _citation(unit, match.start("self"), match.end("self"), "self", "", "", context.document.id, "")
    context.earlier = context.named[-1][1] if context.named else context.earlier


def _law_of(
    context: _Context, unit: Provision, start: int, titles: list[tuple[int, int, str]], previous: str
) -> tuple[str, int, str]:
    """Which law an article number belongs to: (title or "" for this document, start of the reference, doubt)."""
    before = unit.text[max(0, start - 40) : start]
    if match := _SELF.search(before):
        return "", start - len(before) + match.start(), ""
    at = bisect_right(titles, start, key=lambda t: t[1])
    for a, b, title in reversed(titles[max(0, at - 3) : at]):
        if start - b <= len(before) and _JOINED.fullmatch(unit.text, b, start):
            return title, a, "" if title else "ambiguous"
    if match := _SAME.search(before):
        named = [title for end, title in context.named if end <= start]
        begin = start - len(before) + match.start()
        return (named[-1], begin, "") if named else (previous, begin, "" if previous else "ambiguous")
    if match := _BARE.search(before):
        name = re.sub(rf"的?(?:分则|总则|附则)?(?:第{NUMBER}[编章节])*$", "", _BARE_CUT.sub("", match[0]))
        if re.search(r"(?:[^方办做看想说]法|法典|通则|条例|办法|规定|细则|规则)$", name) and name not in _NOT_LAWS:
            return context.aliases.get(name, short_title(name)), start - len(match[0]) + match[0].rindex(name), ""
    if not context.articles:
        return _outside(context, start)
    return _unnamed(context, unit, start)


def _outside(context: _Context, start: int) -> tuple[str, int, str]:
    """A bare number in a document without articles: the law named last so far, else the one the title names."""
    named = [title for end, title in context.named if end <= start]
    law = (named or [context.earlier or context.default])[-1]
    return law, start, "" if law else "ambiguous"


_NOT_LAWS = {
    "规定",
    "办法",
    "条例",
    "细则",
    "规则",
    "有关规定",
    "有关法律规定",
    "法律规定",
    "依法",
    "合法",
    "违法",
    "执法",
}


def _unnamed(context: _Context, unit: Provision, start: int) -> tuple[str, int, str]:
    """A number without a law's name: this document, unless another law was named in the same sentence."""
    floor = max(0, start - _SENTENCE_LENGTH)
    sentence = max((m.end() for m in _SENTENCE.finditer(unit.text, floor, start)), default=floor)
    named = [title for end, title in context.named if sentence <= end <= start]
    joined = re.search(r"(?:和|或者|或|以及|及|、|与)$", unit.text[max(0, start - 2) : start])
    if named and joined and "本" not in unit.text[sentence:start]:
        return named[-1], start, ""
    if named and context.document.level == "司法解释":
        return named[-1], start, "ambiguous"
    return "", start, ""


def _chain(
    context: _Context, unit: Provision, match: re.Match[str], title: str, start: int, state: str
) -> Iterator[Citation]:
    """One record for each place in 第X条第一款、第二款和第Y条至第Z条."""
    current: list[Step] = []
    span_start = start
    for piece in _PIECE.finditer(match[0]):
        if not (piece["article"] or piece["clause"] or piece["item"] or piece["item2"]):
            continue
        steps = _steps(piece, current)
        ranged = bool(current) and piece["join"] in ("至", "到", "－", "—")
        if not ranged:  # a range is quoted whole, from its first number
            span_start = match.start() + piece.start() + len(piece["join"] or "") if current else start
        targets = _range(current, steps) if ranged else [steps]
        for target in targets:
            yield _place(context, unit, span_start, match.start() + piece.end(), title, target, state)
        current = steps


def _steps(piece: re.Match[str], current: list[Step]) -> list[Step]:
    """The steps of one piece of a chain; what it leaves out it takes from the piece before."""
    steps = []
    if piece["article"]:
        steps = [Step("条", to_int(piece["article"]), to_int(piece["sub"]) if piece["sub"] else 0)]
    elif current:
        steps = [s for s in current if s.kind == "条"]
    if piece["clause"]:
        steps.append(Step("款", to_int(piece["clause"])))
    elif not piece["article"]:
        steps += [s for s in current if s.kind == "款"]
    item = piece["item"] or piece["item2"]
    return [*steps, Step("项", to_int(item))] if item else steps


def _range(first: list[Step], last: list[Step]) -> list[list[Step]]:
    """The places after *first* up to *last*: 第十条至第十三条 gives 十一, 十二, 十三."""
    a, b = first[-1], last[-1]
    if a.kind != b.kind or first[:-1] != last[:-1] or not 0 < b.number - a.number <= 200:
        return [last]
    return [[*last[:-1], Step(b.kind, n)] for n in range(a.number + 1, b.number + 1)]


def _place(
    context: _Context, unit: Provision, start: int, end: int, title: str, steps: list[Step], state: str
) -> Citation:
    address = format_address(tuple(steps))
    if state:
        return _citation(unit, start, end, "article", title, address, "", "指代不明：不能确定所引的是哪一部法")
    if title and short_title(title) != context.document.title:
        return _citation(unit, start, end, "article", title, address, "", "")
    target, reason = resolve_in(context.places, context.clauses, steps)
    whole = context.document.title if context.document.subtitle else context.default
    if not target and whole:  # another book of the same code, or the law that an amendment rewrites
        return _citation(unit, start, end, "article", whole, address, "", "")
    return _citation(unit, start, end, "article", "", address, _id(context, target), reason)


def resolve_in(places: dict[str, Provision], clauses: dict[str, list[Provision]], steps: list[Step]) -> tuple[str, str]:
    """Find *steps* among a document's places: (canonical address or "", reason)."""
    address = format_address(tuple(steps))
    if address in places:
        return address, ""
    if steps and steps[0].kind == "条" and not clauses:  # 本规定第三条 where the text is numbered 三、
        address = format_address(
            (Step("部分", steps[0].number), *(Step("条目", s.number) for s in steps[1:] if s.kind == "项"))
        )
        if address in places:
            return address, ""
    if not steps or format_address((steps[0],)) not in places:
        return "", f"本文件没有{format_address(tuple(steps[:1]))}"
    item = next((s for s in steps if s.kind == "项"), None)
    if item and not any(s.kind == "款" for s in steps):
        head = format_address((steps[0],))
        found = [c.address for c in clauses.get(head, []) if c.address + format_address((item,)) in places]
        if len(found) == 1:
            return found[0] + format_address((item,)), ""
        return "", f"{head}有{len(found)}处{format_address((item,))}，指代不明" if found else f"没有{address}"
    return "", f"没有{address}"


def _id(context: _Context, address: str) -> str:
    return f"{context.document.id}#{address}" if address else ""


def _relative(context: _Context, unit: Provision, match: re.Match[str]) -> Iterator[Citation]:
    """Resolve 前款, 前两款, 前条, 前项 and 本条第X款 against the place where they stand."""
    article = unit.address
    clauses = context.clauses.get(article, [])
    if not clauses:
        yield from _relative_outside(context, unit, match)
        return
    here = _clause_at(clauses, unit.start + match.start())
    if match["here"]:
        yield from _here(context, unit, match, clauses[here])
        return
    count = to_int(match["count"]) if match["count"] else 1
    found = _backward(context, unit, match["back"], count, clauses, here, unit.start + match.start())
    for base in dict.fromkeys(found):
        yield _relative_target(context, unit, match, base)


def _relative_outside(context: _Context, unit: Provision, match: re.Match[str]) -> Iterator[Citation]:
    """前款 in a text without articles: the paragraph before; inside a quotation it belongs to the law quoted."""
    before = unit.text[: match.start()]
    if before.count("“") > before.count("”") or context.default:
        return
    offset = unit.start + match.start()
    leaves = [p for p in context.places.values() if p.kind in ("段", "引", "部分", "条目", "点") and p.end <= offset]
    target = max(leaves, key=lambda p: (p.end, p.start)).address if leaves and match["back"] else ""
    reason = "" if target else "所在文件没有条款结构"
    yield _citation(unit, match.start(), match.end(), "relative", "", target or match[0], _id(context, target), reason)


def _clause_at(clauses: list[Provision], offset: int) -> int:
    return max(0, bisect_right([c.start for c in clauses], offset) - 1)


def _backward(
    context: _Context, unit: Provision, back: str, count: int, clauses: list[Provision], here: int, offset: int
) -> list[str]:
    """The addresses that 前… means, nearest last; an empty string for one that does not exist."""
    if back == "款":
        return [clauses[i].address if i >= 0 else "" for i in range(here - count, here)]
    if back == "条":
        at = context.articles.index(unit.address)
        return [context.articles[i] if i >= 0 else "" for i in range(at - count, at)]
    items = [p for p in context.places.values() if p.kind == "项" and p.address.startswith(clauses[here].address)]
    at = bisect_right([p.start for p in items], offset) - 1
    if items and at == -1:  # 前项 in a paragraph before any item of its own
        at = 0
    if not items or offset >= items[-1].end:
        at = len(items)
    found = [items[i].address if 0 <= i < len(items) else "" for i in range(at - count, at)]
    return found or [""]


def _relative_target(context: _Context, unit: Provision, match: re.Match[str], base: str) -> Citation:
    start, end = match.start(), match.end()
    if not base:
        reason = f"{unit.address}中“{match[0]}”之前没有{match['back']}"
        return _citation(unit, start, end, "relative", "", match[0], "", reason)
    if not match["rest"]:
        return _citation(unit, start, end, "relative", "", base, _id(context, base), "")
    piece = _PIECE.match(match["rest"])
    assert piece is not None  # every part of the pattern is optional
    steps = [*parse(base), *_steps(piece, [])]
    target, reason = resolve_in(context.places, context.clauses, steps)
    return _citation(unit, start, end, "relative", "", format_address(tuple(steps)), _id(context, target), reason)


def _here(context: _Context, unit: Provision, match: re.Match[str], clause: Provision) -> Iterator[Citation]:
    """本条第二款, 本款第（一）项."""
    base = list(parse(unit.address if match["here"] == "条" else clause.address))
    current: list[Step] = []
    for piece in _PIECE.finditer(match["place"]):
        if not (piece["clause"] or piece["item"] or piece["item2"]):
            continue
        steps = _steps(piece, current)
        start = match.start() if not current else match.start("place") + piece.start() + len(piece["join"] or "")
        wanted = _range(current, steps) if piece["join"] in ("至", "到") and current else [steps]
        for target in wanted:
            full = [*base, *target]
            found, reason = resolve_in(context.places, context.clauses, full)
            yield _citation(
                unit, start, match.start("place") + piece.end(), "relative", "", format_address(tuple(full)),
                _id(context, found), reason,
            )  # fmt: skip
        current = steps


def _citation(
    unit: Provision, start: int, end: int, rule: str, title: str, address: str, target: str, reason: str
) -> Citation:
    external = bool(title) and not target and not reason
    state = "external" if external else "resolved" if target else "unresolved"
    return Citation(
        unit.doc_id, unit.id, unit.start + start, unit.start + end, rule, title, address, target, state, reason
    )
