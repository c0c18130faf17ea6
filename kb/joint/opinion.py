"""What a local document on joint enforcement (联动执法意见) settles, read from its own words.

Nothing of any one document is known here: the forms, their cases, who starts, who approves, what a plan and a transfer
hold, and the periods are found by the rows of opinion_patterns.csv, and every finding is a passage of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.address import parent
from kb.joint.tables import opinion_patterns
from kb.model import Document, Provision
from kb.numerals import NUMBER, to_int
from kb.registry import PatternRow
from kb.tag import find_deadlines

FORMS = ("案件移送", "联合执法", "协同执法", "信息共享")
_SENTENCE = re.compile(r"[^。\n]*[^。\s][^。\n]*(?:。|$|(?=\n))")
_CLAUSE = re.compile(r"(?:[^,，;；。:：（(]|[（(][^（()）]*[)）])+")  # a comma in brackets ends no clause
_OPENING = rf"^\s*(?:第{NUMBER}条|[（(]?{NUMBER}[)）、.．])?\s*"
_HEAD_END = r"(?:机?制度?|程序|范围|情形)?[。：:\s]"
_STEP = re.compile(r"^(?:并|分别|应当|应)?(?:由|报|经(?!济)|送|提请|提交)|(?:批准|审批|核准|审核|审查|备案|下发|印发)")
_ATTACHED = re.compile(
    rf"(?P<what>[^\s,，。；;：:（()）]{{2,}})[（(]?(?:(?:见|详见|参见)附件|(?<=[（(])附件)(?P<n>{NUMBER})?"
)
_LISTED = re.compile(r"^附件[：:]?[ \u3000]*(?P<titles>\S.*(?:\n\s*\d{1,2}[.．、].*)*)$", re.MULTILINE)
_PLAIN = re.compile(r"^[\s\d一二三四五六七八九十.．、]+|[》”\"’]+$")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a document; ``text`` is ``document.text[start:end]``, ``address`` the finest provision around them."""

    doc_id: str
    address: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Form:
    """One form of joint enforcement: where the document says what it is, and its cases in order."""

    name: str
    definition: Passage
    cases: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approves a plan. ``area`` is 全域, 局部 or empty, ``fields`` those of 单个 and 多个 that are named."""

    area: str
    fields: tuple[str, ...]
    steps: tuple[str, ...]
    passage: Passage


@dataclass(frozen=True, slots=True)
class Period:
    """A period that the document sets, with the passage that sets it."""

    amount: float
    unit: str
    trigger: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Missing:
    """An attachment that the text refers to and that is not there; ``attached`` is what stands in its place."""

    what: str
    number: int
    attached: tuple[str, ...]
    passage: Passage


@dataclass(frozen=True, slots=True)
class Opinion:
    """A local document on joint enforcement. ``parts`` are the parts of a plan, ``materials`` those of a transfer."""

    doc_id: str
    forms: tuple[Form, ...]
    initiation: tuple[Passage, ...]
    consulting: tuple[Passage, ...]
    approvals: tuple[Approval, ...]
    parts: tuple[str, ...]
    plan: Passage | None
    materials: tuple[str, ...]
    transfer: Passage | None
    periods: tuple[Period, ...]
    missing: tuple[Missing, ...]

    def form(self, name: str) -> Form | None:
        return next((form for form in self.forms if form.name == name), None)


def read_opinion(document: Document, provisions: Sequence[Provision]) -> Opinion:
    """Read what *document* settles about joint enforcement; what it does not settle stays empty."""
    sentences = list(_sentences(document, provisions))
    plan, parts = _listed(sentences, "方案内容")
    transfer, materials = _listed(sentences, "移送材料")
    return Opinion(
        document.id,
        tuple(_forms(document, provisions)),
        tuple(_matching(sentences, "发起")),
        tuple(_matching(sentences, "征求意见和备案")),
        tuple(_approval(passage) for passage in _matching(sentences, "审批")),
        parts, plan, materials, transfer,
        tuple(_periods(sentences)),
        tuple(_missing(document, provisions, sentences)),
    )  # fmt: skip


def says_who_starts(text: str) -> bool:
    """Whether *text* says who may start joint enforcement, or what its initiator must do."""
    return _finds("发起", text) is not None


def _rows(kind: str) -> list[PatternRow]:
    return [row for row in opinion_patterns() if row.kind == kind]


def _finds(kind: str, text: str) -> re.Match[str] | None:
    return next((m for row in _rows(kind) if (m := row.regex.search(text))), None)


def _sentences(document: Document, provisions: Sequence[Provision]) -> Iterator[Passage]:
    """The sentences of *document* from its body on, each with its place."""
    for match in _SENTENCE.finditer(document.text, document.body):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        yield _passage(document, provisions, start, match.end())


def _passage(document: Document, provisions: Sequence[Provision], start: int, end: int) -> Passage:
    around = [p for p in provisions if p.start <= start < p.end]
    address = around[-1].address.removesuffix("引语") if around else ""
    return Passage(document.id, address, start, end, document.text[start:end])


def _matching(sentences: Sequence[Passage], kind: str) -> Iterator[Passage]:
    return (passage for passage in sentences if _finds(kind, passage.text))


# ---------------------------------------------------------------- forms and their cases


def _forms(document: Document, provisions: Sequence[Provision]) -> Iterator[Form]:
    for name in FORMS:
        found = _defining(provisions, name)
        if found is None:
            continue
        children = [p for p in provisions if parent(p.address) == found.address and not p.address.endswith("引语")]
        lead = min((p.start for p in children), default=found.end)
        cases = [p for p in children if p.kind in ("项", "目", "条目", "点", "细目")]
        yield Form(
            name,
            _trimmed(document, provisions, found.start, lead),
            tuple(_trimmed(document, provisions, p.start, p.end) for p in cases),
        )


def _trimmed(document: Document, provisions: Sequence[Provision], start: int, end: int) -> Passage:
    text = document.text[start:end]
    return _passage(document, provisions, start, start + len(text.rstrip()))


def _defining(provisions: Sequence[Provision], name: str) -> Provision | None:
    """The provision that says what the form *name* is (…是指), else the first that has it as its heading."""
    headed = None
    for row in _rows(name):
        defined = re.compile(rf"(?:{row.regex.pattern})[,，]?(?:是)?指[^定挥导派示]")
        heading = re.compile(rf"{_OPENING}(?:{row.regex.pattern}){_HEAD_END}")
        for provision in provisions:
            if provision.kind not in ("条", "款", "项", "条目", "点", "部分"):
                continue
            match = defined.search(provision.text.partition("\n")[0])
            if match and "其他" not in provision.text[: match.start()]:
                return provision
            headed = headed or (provision if heading.search(provision.text) else None)
    return headed


# ---------------------------------------------------------------- approval, lists, periods, attachments


def _approval(passage: Passage) -> Approval:
    clauses = [clause.strip() for clause in _CLAUSE.findall(passage.text)]
    area = next((kind for kind in ("全域", "局部") if _finds(kind, passage.text)), "")
    fields = tuple(kind for kind in ("单个", "多个") if _finds(kind, passage.text))
    return Approval(area, fields, tuple(c for c in clauses if _STEP.search(c)), passage)


def approval_for(approvals: Sequence[Approval], *, whole: bool, fields: int) -> Approval | None:
    """The path for a matter in the *whole* area or a part of it, in *fields* fields; None where none is settled.

    A path that names no area, or no number of fields, fits any; one that does is preferred.
    """
    kind = "多个" if fields > 1 else "单个"
    fitting = [
        a for a in approvals if a.area in ("全域" if whole else "局部", "") and (kind in a.fields or not a.fields)
    ]
    return max(fitting, key=lambda a: (bool(a.area), bool(a.fields)), default=None)


def _listed(sentences: Sequence[Passage], kind: str) -> tuple[Passage | None, tuple[str, ...]]:
    """The sentence with the longest list of *kind*, and the list."""
    best: tuple[Passage | None, tuple[str, ...]] = (None, ())
    for passage in sentences:
        match = _finds(kind, passage.text)
        words = next((value for value in match.groupdict().values() if value), "") if match else ""
        items = tuple(items_of(words))
        if len(items) > len(best[1]):
            best = (passage, items)
    return best


def items_of(words: str) -> Iterator[str]:
    """The members of a list such as 甲、乙（包括丙、丁等）和戊; brackets are opened and 包括 gives members."""
    pieces = re.split(r"、(?![^（(]*[)）])", words)
    last = pieces.pop() if pieces else ""
    pieces += re.split(r"(?<=[^\s]{2})(?:和|以及|及)(?=[^\s]{2})(?![^（(]*[)）])", last) if pieces else [last]
    for piece in pieces:
        plain = re.sub(r"[（(](?:包括)?(?P<inner>[^（()）]*)[)）]", "", piece).strip(" ,，等\n")
        if plain:
            yield re.sub(r"等(?:内容|事项|材料|方面)?$", "", plain)
        for inner in re.findall(r"[（(]包括([^（()）]*)[)）]", piece):
            yield from items_of(inner)


def _periods(sentences: Sequence[Passage]) -> Iterator[Period]:
    for passage in sentences:
        carrier = Provision(passage.doc_id, passage.address, "段", "", passage.start, passage.end, True, passage.text)
        for tag in find_deadlines(carrier):
            yield Period(tag.amount, tag.unit, tag.trigger, passage)


def _missing(document: Document, provisions: Sequence[Provision], sentences: Sequence[Passage]) -> Iterator[Missing]:
    """Attachments referred to whose name none of the attachments bears."""
    titles = tuple(attachments(document, provisions))
    for passage in sentences:
        for match in _ATTACHED.finditer(passage.text):
            what = _PLAIN.sub("", match["what"])[-3:]
            if what and not any(what[-2:] in title for title in titles):
                yield Missing(what, to_int(match["n"]) if match["n"] else 0, titles, passage)


def attachments(document: Document, provisions: Sequence[Provision]) -> Iterator[str]:
    """The names of what is attached: as listed under 附件：, and as the attachments begin."""
    found: dict[str, None] = {}
    for match in _LISTED.finditer(document.text, document.body):
        found |= dict.fromkeys(
            _PLAIN.sub("", t) for t in re.split(r"\s{2,}|\n|(?=\d[.．])", match["titles"]) if t.strip()
        )
    for provision in provisions:
        if provision.kind == "附件":
            inside = next((p for p in provisions if parent(p.address) == provision.address), None)
            words = provision.text.strip().removeprefix("附件").strip(" ：:0123456789一二三四五\n")
            title = words.partition("\n")[0] or (inside.text.strip() if inside else "")
            found |= {_PLAIN.sub("", title): None} if title else {}
    return iter(found)
