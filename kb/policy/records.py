"""What a policy document was found to say, as flat records with their place and their words.

Every fact carries ``start`` and ``end`` (half-open offsets into ``Document.text``), the ``address`` of the place and
the ``quote``, which is ``text[start:end]``. Bodies are given as written; ``canonical`` is today's body, empty where
the registry cannot tell. None of these records is stored.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """A passage of the document that says something."""

    start: int
    end: int
    address: str
    quote: str


@dataclass(frozen=True, slots=True)
class Mechanism(Fact):
    """A mechanism named; ``state`` is 设立 (the document sets it up), 已有 (reported as in place) or 提及.

    ``group`` is the class of the mechanism (层次, 形式, 功能), ``usual`` marks the six usual ones.
    """

    rule: str
    kind: str
    group: str
    usual: bool
    state: str


@dataclass(frozen=True, slots=True)
class Check:
    """Whether a document has one of the six usual mechanisms: 有, 仅提及, 无, or 未见 (the text is cut off)."""

    kind: str
    verdict: str
    address: str
    quote: str


@dataclass(frozen=True, slots=True)
class Form(Fact):
    """A form of joint work that the document defines; ``conditions`` are its cases in order."""

    name: str
    definition: str
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Role(Fact):
    """Who does what in the mechanism: ``role`` is 牵头, 配合, 审核, 批准, 备案, 监督 …, ``matter`` what it concerns.

    ``when`` holds the words of time where the sentence says from or until when it is so (《…》出台前, 2006年8月14日).
    """

    rule: str
    role: str
    body: str
    canonical: str
    matter: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class Path(Fact):
    """The way a plan or matter takes: ``steps`` in order, as 审核：县司法局, for the case in ``condition``."""

    condition: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checklist(Fact):
    """The parts that a plan, a file or a letter must have."""

    of: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Principle(Fact):
    """A rule of the form 谁审批谁监管: who does ``act`` also does ``duty``."""

    act: str
    duty: str


@dataclass(frozen=True, slots=True)
class Duty(Fact):
    """What the document forbids (``kind`` 禁止) or asks to be seen to (要求): ``act`` in its words, ``body`` may be empty."""

    kind: str
    body: str
    act: str


@dataclass(frozen=True, slots=True)
class Gap(Fact):
    """A matter that the document says nobody watches; ``lack`` are its words, ``found`` what the knowledge base has on it."""

    matter: str
    lack: str
    found: str


@dataclass(frozen=True, slots=True)
class Clock(Fact):
    """A time: ``kind`` is 期限 (amount and unit), 频次 (so many times in a period), 即时, or 不定 (及时, 定期).

    ``unit`` is 工作日 日 小时 个月 年 for a period and 次/季度 for a rhythm. ``ahead`` is true where it runs backwards
    (提前三日). ``sentence`` is the sentence that sets it; ``trigger``, ``body`` and ``act`` are empty where it is silent.
    """

    kind: str
    amount: float | None
    unit: str
    ahead: bool
    trigger: str
    body: str
    act: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Name(Fact):
    """A list (清单), platform (平台), store (库), institution (制度), body (机构), licence (证照) or paper (文件) that is named.

    ``note`` says what to mind: a licence that the rules in force do not know.
    """

    rule: str
    kind: str
    name: str
    times: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Formula(Fact):
    """A formula of fields such as 1+5+3+X; ``parts`` are its members as 标号：领域、领域, ``doubt`` what does not fit."""

    formula: str
    parts: tuple[str, ...]
    doubt: str


@dataclass(frozen=True, slots=True)
class Delegation(Fact):
    """Powers that go from one body to another: ``act`` is 赋权, 下放, 划转, 委托, 集中行使, 承接 or 上收.

    ``loses`` and ``gains`` are empty where the text does not say; ``loses_now`` and ``gains_now`` are today's bodies.
    ``count`` is the number of items, None where none is given.
    """

    number: int
    rule: str
    act: str
    loses: str
    gains: str
    what: str
    count: float | None
    basis: str
    scope: str  # the fields, where the sentence names them
    loses_now: str
    gains_now: str


@dataclass(frozen=True, slots=True)
class DelegationCheck:
    """One requirement of the law held against delegation ``number``: 符合, 不符, 未写明 or 不适用, with the reason."""

    number: int
    requirement: str
    verdict: str
    reason: str


@dataclass(frozen=True, slots=True)
class DelegatedItem(Fact):
    """A row of a table of delegated items; ``doubt`` is what 行政处罚法第二十四条 does not allow in it."""

    name: str
    basis: str
    loses: str
    gains: str
    doubt: str


@dataclass(frozen=True, slots=True)
class Member(Fact):
    """A member of a group: ``part`` is 组长, 副组长, 成员 …; ``unit`` and ``post`` as written; ``note`` what to mind."""

    group: str
    part: str
    person: str
    unit: str
    post: str
    canonical: str
    note: str


@dataclass(frozen=True, slots=True)
class Group(Fact):
    """A leading group or joint meeting: how many lead, deputise and sit in it, and where its office is."""

    name: str
    leaders: int
    deputies: int
    members: int
    office: tuple[str, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure(Fact):
    """A number with its unit; ``approximate`` holds 余, 多, 近, 约 … as written, ``subject`` what is counted."""

    value: float
    unit: str
    approximate: str
    subject: str


@dataclass(frozen=True, slots=True)
class FigureCheck(Fact):
    """Figures held together: ``kind`` is 合计, 占比, 均值, 目录 or 推算; ``verdict`` 一致, 不一致, 约数 or 推算."""

    kind: str
    stated: str
    computed: str
    verdict: str
    reason: str


@dataclass(frozen=True, slots=True)
class Fault(Fact):
    """Something wrong in the text itself; the original stays, ``suggestion`` is what was probably meant (or empty)."""

    rule: str
    kind: str
    suggestion: str
    reason: str


@dataclass(frozen=True, slots=True)
class LawReference(Fact):
    """A citation of another document, held against the knowledge base where one is given.

    ``state`` is 已核对, 条文已变, 已失效, 未收录 or 未核对; ``target_id`` the provision meant today, ``now`` where its matter stands now.
    """

    title: str
    law_address: str
    state: str
    target_id: str
    now: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read out of one document. Dates are ISO or empty; ``status`` is that of the day asked for."""

    doc_id: str
    title: str
    issuer: str
    number: str
    register: str  # the number in the register of normative papers, as printed
    published: str
    effective: str
    expires: str
    as_of: str
    status: str
    complete: bool
    mechanisms: tuple[Mechanism, ...]
    checklist: tuple[Check, ...]
    forms: tuple[Form, ...]
    roles: tuple[Role, ...]
    paths: tuple[Path, ...]
    contents: tuple[Checklist, ...]
    principles: tuple[Principle, ...]
    duties: tuple[Duty, ...]
    gaps: tuple[Gap, ...]
    clocks: tuple[Clock, ...]
    names: tuple[Name, ...]
    formulas: tuple[Formula, ...]
    delegations: tuple[Delegation, ...]
    delegation_checks: tuple[DelegationCheck, ...]
    delegated_items: tuple[DelegatedItem, ...]
    groups: tuple[Group, ...]
    members: tuple[Member, ...]
    figures: tuple[Figure, ...]
    figure_checks: tuple[FigureCheck, ...]
    faults: tuple[Fault, ...]
    laws: tuple[LawReference, ...]
