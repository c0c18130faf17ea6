"""Every record that flows through the pipeline.

Records are flat and frozen: strings, numbers, ISO dates, and tuples of those. ``start`` and ``end`` are
half-open character offsets into ``Document.text``. Nothing here imports from ``kb``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal[
    "宪法",
    "法律",
    "行政法规",
    "监察法规",
    "司法解释",
    "部门规章",
    "地方性法规",
    "地方政府规章",
    "规范性文件",
    "其他资料",
]
Status = Literal["现行有效", "已被修改", "已废止", "尚未生效", "有效期已届满", "时效不明", "新版未入库"]
BlockKind = Literal["title", "info", "heading", "text", "table"]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of a source file; ``level`` is the heading depth (1 = top, 0 = not a heading)."""

    text: str
    kind: BlockKind = "text"
    level: int = 0


@dataclass(frozen=True, slots=True)
class Raw:
    """What a reader found in one file, before any cleaning. Not stored."""

    path: str
    sha256: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One version of one regulation, or one part of a compilation.

    ``text`` is the cleaned text: one paragraph a line, nothing outside the body rewritten. ``body`` is the offset
    at which the text proper begins, after the title and the history lines. ``headings`` holds the starts of the
    lines that the source marked as headings. Dates are ISO or empty when unknown. ``complete`` is False where the
    file was cut off, and then nothing may be called absent from it. ``gist`` marks the catalogue's own words about a
    law (要点), which give way to the official text.
    """

    id: str  # 行政处罚法@2021-01-22
    title: str  # without 中华人民共和国 and 《》
    subtitle: str
    version: str  # ISO date of this version, or "undated"
    level: str
    region: str
    issuer: str
    number: str  # 发文字号 or 令号
    published: str
    effective: str
    expires: str
    hint: str  # what a manifest says of the status; only a hint
    complete: bool
    sample: bool
    gist: bool
    path: str
    sha256: str
    body: int
    headings: tuple[int, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Event:
    """One dated step in a document's life: 通过, 公布, 批准, 修正, 修订, 施行, 废止."""

    doc_id: str
    start: int
    end: int
    kind: str
    date: str
    body: str  # who acted, as written
    instrument: str  # 国务院令第406号, 《…的决定》 …


@dataclass(frozen=True, slots=True)
class Repeal:
    """A clause of *doc_id* that ends another document: 《…》同时废止."""

    doc_id: str
    start: int
    end: int
    title: str
    date: str  # the repealed version's date where the clause names it, else empty
    from_date: str  # day on which the repeal takes effect


@dataclass(frozen=True, slots=True)
class Provision:
    """A piece of a document; ``text`` is ``document.text[start:end]``.

    ``kind`` is 编 分编 章 节 条 款 项 目 in statutes and 部分 条目 点 细目 in policy outlines; 引 is the lead-in of a
    unit that has items, and 标题 题注 序言 段 附件 hold what stands outside the outline. ``heading`` is the path of
    headings above, joined by " / ". A provision without another one inside it is a leaf, and the leaves tile the
    text. ``unit`` marks the pieces that are indexed, tagged and quoted.
    """

    doc_id: str
    address: str  # 第九条第一款第（二）项
    kind: str
    heading: str
    start: int
    end: int
    unit: bool
    text: str

    @property
    def id(self) -> str:
        return f"{self.doc_id}#{self.address}"


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency named in a unit; ``canonical`` is today's body (empty where the registry cannot tell)."""

    doc_id: str
    provision_id: str
    start: int
    end: int
    rule: str
    surface: str
    canonical: str
    role: str


@dataclass(frozen=True, slots=True)
class Power:
    """A kind of administrative power that a unit gives, by the row *rule* of power_types.csv."""

    doc_id: str
    provision_id: str
    start: int
    end: int
    rule: str
    kind: str


@dataclass(frozen=True, slots=True)
class Penalty:
    """A penalty that a unit sets. Money in yuan, detention in days, multiples and percentages of their base.

    ``low`` is None where the text gives only a ceiling, both are None where no amount is fixed. ``base`` is what a
    multiple or a share is of (违法所得, 货值金额). ``subject`` is 单位, 个人 or 责任人员 where the text tells them
    apart. ``circumstance`` is the condition that grades the act (情节严重的), ``mode`` how the penalty is joined to
    the others: 处, 并处, 可以处, 可以并处, 或者.
    """

    doc_id: str
    provision_id: str
    start: int
    end: int
    rule: str
    kind: str
    low: float | None
    high: float | None
    unit: str
    base: str = ""
    subject: str = ""
    circumstance: str = ""
    mode: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """Words that narrow a rule: ``kind`` is 情形 (…的，), 情节 (a circumstance that grades) or 例外 (但是, 除外)."""

    doc_id: str
    provision_id: str
    start: int
    end: int
    rule: str
    kind: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A period of time; ``unit`` is 工作日 日 个月 年 小时, ``trigger`` what it counts from (may be empty)."""

    doc_id: str
    provision_id: str
    start: int
    end: int
    rule: str
    amount: float
    unit: str
    trigger: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference from a unit to one provision or document; a range yields one record for each article.

    ``title`` is empty for a reference inside the document. ``state`` is resolved, unresolved or external, ``reason`` says why
    not, or what to mind. ``target_id`` is a provision id, a document id, or empty. Stored references to other
    documents have the state external; kb.link resolves them when they are read, against what is then there.
    """

    doc_id: str
    provision_id: str
    start: int
    end: int
    rule: str
    title: str
    address: str
    target_id: str
    state: str
    reason: str


Tag = Agency | Power | Penalty | Condition | Deadline | Citation


IMPLIED = "检查-推定"  # the rule of an inspection that is only implied (kb.implied)


@dataclass(frozen=True, slots=True)
class PowerItem:
    """One enforcement power (权力事项): who may do what about which conduct, by which article.

    ``start:end`` is the conduct as it stands in the text, ``provision_id`` the article and ``address`` the finest
    place in it. ``agencies`` are today's bodies and ``written`` the words of the law; ``source`` is the provision
    that names them (the article, or the one that says who enforces the law; empty where the law names nobody).
    ``tier`` is the rank of the body the law writes (国务院, 省级 … 乡镇街道). ``penalties`` are the kinds of penalty,
    ``low``, ``high`` and ``unit`` belong to the first fine, ``measures`` is the whole range in words.
    """

    id: str  # 消防法@2021-04-29#第六十条第一款第（三）项/行政处罚/1
    doc_id: str
    provision_id: str
    start: int
    end: int
    rule: str
    address: str
    kind: str
    name: str
    conduct: str
    object: str
    agencies: tuple[str, ...]
    written: tuple[str, ...]
    source: str
    tier: str
    region: str
    domain: str
    penalties: tuple[str, ...]
    low: float | None
    high: float | None
    unit: str
    measures: str


@dataclass(frozen=True, slots=True)
class Basis:
    """An article on which an item rests: ``role`` is 设定依据 (the duty), 实施依据 or 程序依据.

    ``title`` is empty for the item's own law; ``target_id`` is a provision id, or empty where the article is not at
    hand (another law: resolved when it is read).
    """

    doc_id: str
    item_id: str
    role: str
    title: str
    address: str
    target_id: str


@dataclass(frozen=True, slots=True)
class ItemCode:
    """The code of an item, kept for good: region 6, body 3, type 2, item 3 and sub-item 2 digits.

    ``key`` is what the item is known by from version to version (law, place, kind); ``retired`` is the day on which
    no document gave it any more. A retired code is never given to another item.
    """

    code: str
    key: str
    item_id: str
    name: str
    retired: str


@dataclass(frozen=True, slots=True)
class Edition:
    """A document's place among the versions of its law: linked anew whenever a document comes or goes.

    It repeats the document's metadata so that validity can be told without loading any text.
    """

    doc_id: str
    law: str  # key shared by all versions of one law
    title: str
    subtitle: str
    version: str
    level: str
    region: str
    issuer: str
    published: str
    effective: str
    expires: str
    hint: str
    complete: bool
    sample: bool
    gist: bool
    previous: str
    next: str
    superseded_on: str
    repealed_on: str
    repealed_by: str


@dataclass(frozen=True, slots=True)
class Issue:
    """A doubt about a file or a document: what, where, and what to do. ``severity`` is error, warning or note."""

    doc_id: str
    where: str  # an address, or the path of the file
    code: str
    severity: str
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A suspected conflict, gap or fault in the powers of the texts in force; never a verdict.

    ``kind`` and ``severity`` (严重, 一般, 提示) are those of conflict_rules.csv, ``rule`` the row that fired.
    ``confidence`` runs from 0 to 1. ``id`` depends on the kind, the laws and the places compared, not on their
    versions, so that an analyst's decision is found again. ``doc_id`` is the document to be looked at first: the
    lower or the later one.
    """

    id: str
    doc_id: str
    kind: str
    rule: str
    severity: str
    confidence: float
    matter: str  # the conduct or the word at issue
    region: str
    domain: str
    differs: str  # the words or amounts that differ, or what is missing
    reason: str
    sides: int  # how many places it puts side by side


@dataclass(frozen=True, slots=True)
class Side:
    """One of the places that a finding puts side by side; ``start:end`` are the words at issue in *doc_id*.

    ``agency`` is the body as written and ``agency_now`` today's; ``power`` is the kind of power. All three may be
    empty. ``ordinal`` counts the sides of a finding from 0, the first being the one in ``Finding.doc_id``.
    """

    doc_id: str
    finding_id: str
    ordinal: int
    provision_id: str
    start: int
    end: int
    agency: str
    agency_now: str
    power: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an analyst decided about a finding; kept apart, it outlives every build. ``day`` is ISO."""

    finding_id: str
    verdict: str  # 确认 排除 待定
    note: str
    by: str
    day: str


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was built: its path, the fingerprint of file, manifest row and rules, and what it became."""

    path: str
    fingerprint: str
    documents: tuple[str, ...]


Record = (
    Document
    | Event
    | Repeal
    | Provision
    | Agency
    | Power
    | Penalty
    | Condition
    | Deadline
    | Citation
    | PowerItem
    | Basis
    | ItemCode
    | Edition
    | Issue
    | Finding
    | Side
    | Judgement
    | Source
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One search result; ``lexical`` and ``dense`` are its scores in each index, ``score`` the fused one."""

    provision_id: str
    score: float
    lexical: float
    dense: float


@dataclass(frozen=True, slots=True)
class Quote:
    """One quoted article in an answer; ``quote`` was checked to be a substring of the stored text."""

    title: str
    version: str
    address: str
    provision_id: str
    quote: str
    level: str
    region: str
    status: str
    agencies: tuple[str, ...]
    power_types: tuple[str, ...]
    score: float
    sample: bool = False
    complete: bool = True
    gist: bool = False
    note: str = ""  # what to mind about the version
    role: str = ""  # 设定依据 or 实施依据 inside a card
    rank: int = 0  # place among the hits, from 1; 0 for an article that no search found but a card needs


@dataclass(frozen=True, slots=True)
class Card:
    """One power over one conduct in one law: who has it, how far it goes, the duty and the article that enforces it."""

    name: str
    kind: str
    conduct: str
    agencies: tuple[str, ...]
    measures: str
    item_id: str
    source: str  # the provision that names the agencies
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """A competent body and the article that makes it so; ``fixed`` is False where the law leaves the choice to others."""

    name: str
    title: str
    address: str
    region: str
    fixed: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Cards about one conduct, the higher authority first; ``rules`` say why, ``coordination`` who yields to whom."""

    conduct: str
    cards: tuple[Card, ...]
    rules: tuple[str, ...] = ()
    bodies: tuple[Body, ...] = ()
    several: str = ""
    coordination: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer in one of three honest states: grounded, not_found, failed (with the reason).

    ``confidence`` is the calibrated probability (0 to 1) that the right article is among those quoted.
    """

    question: str
    state: Literal["grounded", "not_found", "failed"]
    reason: str
    answers: tuple[Quote, ...]
    confidence: float = 0.0
    groups: tuple[Group, ...] = ()
