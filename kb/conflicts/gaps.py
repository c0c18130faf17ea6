"""监管真空: duties that nothing punishes, penalties that nobody is named for, and fines without a sum.

"Not found" always means: not found in this knowledge base; each finding says where was looked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kb.conflicts.found import Found, Place, also, item_place, make
from kb.conflicts.likeness import pairs
from kb.conflicts.material import Material
from kb.conflicts.space import NATIONAL, city_of, comparable
from kb.conflicts.stale import gone_laws, sentence_of
from kb.conflicts.tables import gap_words
from kb.index.static import builtin
from kb.model import Edition, PowerItem, Provision
from kb.titles import full_title, law_key, titles_in

_LIABILITY = re.compile(r"法律责任|罚\s*则|处\s*罚$|奖惩|奖励与处罚|附\s*则|总\s*则")
_SENTENCE = re.compile(r"[^。；\n]+")
_NUMBER = re.compile(r"^\s*第\S+?条\s*|^\s*[（(][一二三四五六七八九十]+[）)]")
_CATCH_ALL = re.compile(  # a clause that punishes every other breach, or leaves it to other laws
    r"违反本(?:法|条例|办法|规定|细则)(?:的)?(?:其他)?规定(?:的)?(?:其他)?(?:行为)?(?:的)?，(?:[^，。；\n]{0,30}(?:法律|法规|规章)[^。；\n]{0,30}(?:规定|处罚|处理)|由[^，。；\n]{2,40}(?:责令|依法|处|给予)|依照|依法|按照|责令|处)"
    r"|违反[^，。；\n]{0,20}法律、法规[^，。；\n]{0,20}(?:规定|行为)的|其他违反[^，。；\n]{2,14}(?:规定|办法|规范)的|违反[^，。；\n]{2,14}规定的其他行为"
    r"|(?:其他)?违反本(?:法|条例|办法|规定|细则)(?:规定)?的(?:其他)?行为，[^。；\n]{0,40}(?:处罚|处理|从其规定)"
)
_POINTER = re.compile(  # such a clause that only points at liability laid down elsewhere, which is then looked for
    r"违反本(?:法|条例|办法|规定|细则)(?:的)?(?:其他)?规定(?:的)?(?:行为)?，[^，。；\n]{0,40}(?:法律|法规|规章)[^，。；\n]{0,40}(?:已有|已经|另有|已|有|作出)[^，。；\n]{0,16}规定"
)
_ENOUGH = 5  # penalties that a text must have before a duty without one is worth a word
_FEW = 6  # pairs below which a sentence says too little
_UNLIKE = 0.3  # weighted share of the words of a ban that no conduct may reach
_UNLIKE_DUTY = 0.22
_UNLIKE_POINTED = 0.2
_WORTH = 0.15  # least share of the words of a duty that a penalty named beside it repeats
_FAR = 0.46  # cosine of the vectors that no conduct may reach
_NEAR = 120  # conducts whose vectors are compared
_HEAD = 32  # characters at the head of a paragraph in which its subject stands
_SAME = 0.55  # weighted share from which two conducts are taken for one


@dataclass(slots=True)
class _Space:
    """Which conducts count for the rules of one place; reckoned once for each place."""

    material: Material
    masks: dict[tuple[str, str, bool], NDArray[np.bool_]] = field(default_factory=dict)
    seen: dict[str, NDArray[np.float32]] = field(default_factory=dict)
    _sums: set[tuple[str, str]] | None = None

    @property
    def sums(self) -> set[tuple[str, str]]:
        """The articles (key of the law, article) for whose fines another article sets the sum."""
        if self._sums is None:
            editions, self._sums = self.material.editions, set()
            for unit_id, citations in self.material.citations.items():
                if any(p.low or p.high for p in self.material.penalties.get(unit_id, ())):
                    own = law_key(editions[unit_id.partition("#")[0]].title)
                    places = ((law_key(c.title) if c.title else own, c.address) for c in citations if c.address)
                    self._sums |= {(law, address.partition("条")[0] + "条") for law, address in places}
        return self._sums

    def mask(self, edition: Edition, *, local: bool = False) -> NDArray[np.bool_]:
        """The conducts of the texts comparable with *edition* and of its own; for a national text the national ones,
        or (*local*) those of all places."""
        key = (edition.region, city_of(edition), local)
        if key not in self.masks:
            editions = self.material.editions
            fits: dict[str, bool] = {}
            for item in self.material.conducts.items:
                if item.doc_id not in fits:
                    other = editions[item.doc_id]
                    here = other.law == edition.law or comparable(edition, other)
                    national = edition.region not in NATIONAL or other.region in NATIONAL
                    fits[item.doc_id] = here and (national or local)
            self.masks[key] = np.array([fits[i.doc_id] for i in self.material.conducts.items], dtype=np.bool_)
        return self.masks[key]

    def vector(self, text: str) -> NDArray[np.float32]:
        """The unit vector of *text*."""
        if text not in self.seen:
            self.seen[text] = builtin()([text])[0]
        return self.seen[text]

    def nearest(self, edition: Edition, text: str, *, local: bool = False) -> tuple[float, PowerItem | None]:
        """The punished conduct that shares most words with *text*, and how much it shares."""
        shares = self.material.conducts.shares(pairs(text)) * self.mask(edition, local=local)
        best = int(shares.argmax()) if len(shares) else 0
        return (float(shares[best]), self.material.conducts.items[best]) if len(shares) else (0.0, None)

    def nearest_own(self, edition: Edition, text: str) -> PowerItem | None:
        """The punished conduct of the same text that comes nearest to *text*, if it shares enough to be worth naming."""
        shares = self.material.conducts.shares(pairs(text))
        rows = [row for row, item in enumerate(self.material.conducts.items) if item.doc_id == edition.doc_id]
        best = max(rows, key=lambda row: float(shares[row]), default=-1)
        return self.material.conducts.items[best] if best >= 0 and float(shares[best]) >= _WORTH else None

    def resembles(self, edition: Edition, text: str, least: float) -> bool:
        """Whether any comparable conduct has the words of *text* (share at least *least*) or comes near its vector."""
        shares = self.material.conducts.shares(pairs(text)) * self.mask(edition)
        if not len(shares) or float(shares.max()) >= least:
            return bool(len(shares))
        near = np.argsort(-shares)[:_NEAR]
        own = self.vector(text)
        return any(float(own @ self.vector(self.material.conducts.items[i].conduct)) >= _FAR for i in near)


def find(material: Material, changed: frozenset[str]) -> Iterator[Found]:
    """Every gap in the documents *changed*."""
    space = _Space(material)
    yield from _pointing_nowhere(material, changed)
    for doc_id in material.read(changed):
        edition = material.editions[doc_id]
        yield from _unpunished(material, space, edition)
        yield from _abolished(material, edition)
        punished: dict[str, list[PowerItem]] = defaultdict(list)
        for item in material.items_of.get(doc_id, ()):
            if item.kind == "行政处罚":
                punished[item.provision_id].append(item)
        for unit_id, items in punished.items():
            unit = material.unit[unit_id]
            for look in (_no_body, _vague_body, _designated, _open_fine):
                if found := look(material, space, unit, items):
                    yield found


def _looked(material: Material, space: _Space, edition: Edition) -> str:
    """Where was looked, in words."""
    docs = {item.doc_id for item, fits in zip(material.conducts.items, space.mask(edition), strict=True) if fits}
    national = sum(material.editions[id].region in NATIONAL for id in docs)
    local = f"、{edition.region}地方性法规规章{len(docs) - national}件" if len(docs) > national else ""
    return f"已检索：本文件、国家法律法规规章{national}件{local}中的处罚事项"


# ---------------------------------------------------------------- duties that nothing punishes


def _word(kind: str) -> re.Pattern[str]:
    return next(row.regex for row in gap_words() if row.kind == kind)


def _unpunished(material: Material, space: _Space, edition: Edition) -> Iterator[Found]:
    """Bans and plain duties of private persons that no penalty in the legal space is about, one for each article."""
    items = [i for i in material.items_of.get(edition.doc_id, ()) if i.kind == "行政处罚"]
    units = material.units[edition.doc_id]
    if len(items) < _ENOUGH or not edition.complete or _word("民商事").search(edition.title):
        return
    held = {_catches_all(material, doc_id) for doc_id in (edition.doc_id, *_above(material, edition))}
    if "兜底" in held:
        return
    covered = {b.target_id for i in items for b in material.bases.get(i.id, ()) if b.role == "设定依据"}
    covered |= {c.target_id for u in units for c in material.citations.get(u.id, ()) if _punishes(u, c.start - u.start)}
    for unit in units:
        if not _may_gape(material, unit) or any(id == unit.id or id.startswith(unit.id + "第") for id in covered):
            continue
        found = [one for match in _SENTENCE.finditer(unit.text) if (one := _bare_duty(space, edition, unit, match))]
        if "转致" in held:  # other laws are said to punish, and may do so in words that are not recognised
            found = [
                one
                for one in found
                if not (one.ban or "缴纳" in one.text) and not space.resembles(edition, one.text, _UNLIKE_POINTED)
            ]
        if found:
            yield _duty_found(material, space, edition, unit, found, pointed="转致" in held)


def _above(material: Material, edition: Edition) -> Iterator[str]:
    """The laws that a text names in its first articles and its title: those it was made under."""
    units = material.units[edition.doc_id][:3]
    titles = {c.title for unit in units for c in material.citations.get(unit.id, ()) if c.title}
    titles |= {title for _, _, title in titles_in(edition.title)}
    for title in sorted(titles):
        yield from (law.doc_id for law in material.resolver.laws(title) if law.doc_id in material.units)


def _catches_all(material: Material, doc_id: str) -> str:
    """How a text deals with whatever else breaks its rules: 兜底 (it punishes it), 转致 (it only points at other laws), or not."""
    found = [m for unit in material.units[doc_id] for m in _CATCH_ALL.finditer(unit.text)]
    if any(not _POINTER.match(match.string, match.start()) for match in found):
        return "兜底"
    return "转致" if found else ""


def _punishes(unit: Provision, at: int) -> bool:
    """Whether a reference stands in the condition of a sanction: 违反第十条规定的, 有第十条所列行为的."""
    end = min((e for e in (unit.text.find(mark, at) for mark in "。\n") if e >= 0), default=len(unit.text))
    return bool(_word("惩处").search(unit.text, at, end) or "责令" in unit.text[at:end])


def _may_gape(material: Material, unit: Provision) -> bool:
    return (
        unit.kind == "条"
        and not _LIABILITY.search(unit.heading)
        and not material.penalties.get(unit.id)
        and not _word("惩处").search(unit.text)
    )


_CIVIL = re.compile(
    r"(?:侵犯|侵害|损害)[^，。；]{0,20}(?:权|权利|权益)$|当事人(?:均|都)?不得"
)  # answered for in civil law


@dataclass(frozen=True, slots=True)
class _Duty:
    start: int
    end: int
    ban: bool
    text: str
    who: str  # as far as the sentence says it


def _bare_duty(space: _Space, edition: Edition, unit: Provision, match: re.Match[str]) -> _Duty | None:
    """The sentence as a duty of a private person, where no comparable penalty has its words."""
    text = _NUMBER.sub("", match.group())
    ban, duty = _word("禁止").search(text), _word("义务").search(text)
    modal = ban or duty
    if modal is None or text.endswith("：") or _word("倡导").search(text):
        return None
    subject = text[: modal.start()].strip()
    lead = unit.text[: match.start()].rpartition("：")[0].rpartition("\n")[2] if match.group() != text else ""
    before = unit.text[: match.start()].rpartition("\n")[2][:_HEAD] if not subject else ""
    told = text[modal.end() : modal.end() + _HEAD // 4] if not subject else ""  # 禁止行政机关…
    if _word("公权").search("，".join((lead, before, subject, told))) or not (
        _word("私主体").search(subject) or (ban and not subject)
    ):
        return None
    if _CIVIL.search(text):
        return None
    words = text if ban else text[modal.end() :]
    if (not ban and not _word("硬性").search(words)) or len(pairs(words)) < _FEW:
        return None
    if space.resembles(edition, words, _UNLIKE if ban else _UNLIKE_DUTY):
        return None
    return _Duty(
        unit.start + match.end() - len(text), unit.start + match.end(), bool(ban), text, subject.rpartition("，")[2]
    )


def _duty_found(
    material: Material, space: _Space, edition: Edition, unit: Provision, found: list[_Duty], *, pointed: bool
) -> Found:
    """The finding about an article; beside it, outside its id, the penalty of the same law that comes nearest."""
    first = next((one for one in found if one.ban), found[0])
    local = ""
    if edition.region in NATIONAL:
        share, item = space.nearest(edition, first.text, local=True)
        if item and share >= _SAME:
            local = f"；地方有罚：{material.cite(item.provision_id)}"
    more = f"等{len(found)}处" if len(found) > 1 else ""
    near = space.nearest_own(edition, first.text)
    beside = f"同法最相近的罚则是{material.cite(near.provision_id)}，未写到这一行为。" if near else ""
    where = "本文件写明其他法律法规已有规定的从其规定。" if pointed else ""
    made = make(
        material, "gap-ban" if first.ban else "gap-duty", [Place(unit.id, first.start, first.end, first.who)],
        matter=first.text[:80], confidence=(0.85 if first.ban else 0.8) - (0.2 if local else 0) - (0.1 if pointed else 0),
        differs=f"{unit.address}{more}：知识库中未找到对应的法律责任{local}",
        reason=f"{'禁止性规定' if first.ban else '义务性规定'}疑似没有相应罚则，需核查是否由其他法律责任条款涵盖。{beside}{where}{_looked(material, space, edition)}",
    )  # fmt: skip
    return made if near is None else also(made, item_place(near))


# ---------------------------------------------------------------- penalties that nobody is named for

_VAGUE = re.compile(r"^(?:其他)?(?:有关|相关)(?:的)?(?:行政)?(?:主管|管理|执法|监督管理)?(?:部门|机关|机构|单位)$")
_BARE = re.compile(r"(?:行政)?(?:主管)?(?:机关|部门)")
_FORMULA = re.compile(r"人民政府(?:依法)?(?:指定|确定|授权|委托)的")
_GIVES = re.compile(
    r"(?:处罚|罚款|本(?:法|条例|办法|规定))[^。；\n]{0,60}由[^。；\n]{2,60}(?:决定|实施|执行|负责|处罚|行使)"
)
_ACTS = re.compile(
    r"体委(?:或者|视|可以)|(?:中心|局|站|监督|[部委])(?:应当|有权|可以|责令)|设定"
)  # a body that the table does not know
_MILD = {"警告", "通报批评"}
_SHARED = re.compile(r"各自(?:的)?(?:职责|职权|权限)|职责(?:分工|权限|范围)|法定职权")


def _no_body(material: Material, space: _Space, unit: Provision, items: list[PowerItem]) -> Found | None:
    """An article with a fine for which neither it nor any other article of the text names a body."""
    bare = [i for i in items if not i.agencies and "罚款" in i.penalties]
    if len(bare) != len([i for i in items if "罚款" in i.penalties]) or not bare:
        return None
    if any(a.role == "实施" for a in material.agencies.get(unit.id, ())) or _elsewhere(material, unit):
        return None
    if _ACTS.search(unit.text) or any(_GIVES.search(u.text) for u in material.units[unit.doc_id]):
        return None
    return _liability_found(material, unit, bare, "gap-no-body", "该条设定了罚款，但本条和全文都未找到实施机关", 0.85)


def _elsewhere(material: Material, unit: Provision) -> bool:
    """Whether the article takes its penalty from another law, and with it the body."""
    return any(c.title for c in material.citations.get(unit.id, ())) or "依照有关" in unit.text


def _vague_body(material: Material, space: _Space, unit: Provision, items: list[PowerItem]) -> Found | None:
    """An article that leaves its penalties to 有关部门 alone."""
    vague = [i for i in items if set(i.penalties) - _MILD and all(_is_vague(unit, w) for w in i.written or ("",))]
    if not vague or _elsewhere(material, unit):
        return None
    shared = bool(_SHARED.search(unit.text))
    said = "、".join(dict.fromkeys(w for i in vague for w in i.written))
    words = f"实施机关只写“{said}”，未指明具体部门" + ("（写有按职责分工）" if shared else "")
    return _liability_found(material, unit, vague, "gap-vague-body", words, 0.75 if shared else 0.88)


def _is_vague(unit: Provision, written: str) -> bool:
    """Whether a body's name tells nobody apart; the tags leave out the 有关 of 有关行政机关."""
    return bool(_VAGUE.match(written)) or (bool(_BARE.fullmatch(written)) and f"由有关{written}" in unit.text)


def _designated(material: Material, space: _Space, unit: Provision, items: list[PowerItem]) -> Found | None:
    """An article whose body the local government has to designate first."""
    left = [i for i in items if i.written and any(_FORMULA.search(w) for w in i.written)]
    left = [i for i in left if not any("国务院" in w for w in i.written)]
    if not left:
        return None
    edition = material.editions[unit.doc_id]
    held = _designations(material, space, edition, left)
    said = "、".join(dict.fromkeys(w for i in left for w in i.written if _FORMULA.search(w)))
    where = (
        f"；知识库中对相近行为写明机关的：{'、'.join(held)}"
        if held
        else "；知识库中未找到当地的指定文件或者写明机关的规定"
    )
    return _liability_found(
        material, unit, left, "gap-designated", f"实施机关写为“{said}”，须经指定才有人执法{where}",
        0.75 if held else 0.88,
    )  # fmt: skip


def _designations(material: Material, space: _Space, edition: Edition, items: Iterable[PowerItem]) -> list[str]:
    """The local texts that name a body for the conduct of one of *items*."""
    found: dict[str, None] = {}
    mask = space.mask(edition, local=True)
    conducts = material.conducts
    for item in items:
        shares = conducts.shares(pairs(item.conduct)) * mask
        for at in np.flatnonzero(shares >= _SAME):
            other = conducts.items[at]
            law = material.editions[other.doc_id]
            named = other.agencies and not any(_FORMULA.search(w) or _VAGUE.match(w) for w in other.written)
            if named and law.region not in NATIONAL and other.doc_id != edition.doc_id:
                found[f"《{full_title(law)}》（{other.agencies[0]}）"] = None
    return list(found)[:6]


def _open_fine(material: Material, space: _Space, unit: Provision, items: list[PowerItem]) -> Found | None:
    """An article with a fine and no sum, where no comparable text gives the sum for the same conduct."""
    fines = [p for p in material.penalties.get(unit.id, ()) if p.kind.startswith("罚款")]
    open_ = [i for i in items if "罚款" in i.penalties and i.low is None and i.high is None]
    if not open_ or any(p.low is not None or p.high is not None for p in fines) or _elsewhere(material, unit):
        return None
    if _REFERS.search(unit.text) or (law_key(material.editions[unit.doc_id].title), unit.address) in space.sums:
        return None
    edition = material.editions[unit.doc_id]
    left = [i for i in open_ if not _has_sum(space, edition, i)]
    if not left:
        return None
    return _liability_found(material, unit, left, "gap-open-fine", "规定罚款但未写数额、幅度或者计算基数", 0.85)


_REFERS = re.compile(
    r"所处罚款|(?:应当?|可以)(?:依法)?给予罚款|规定处以罚款|受到罚款|设定|按日|原处罚|通报|作出(?:罚款|处罚)决定|依照[^。；\n]{2,40}(?:处罚|罚款|规定处)|数额由|具体(?:标准|办法|数额)由|罚款(?:的)?(?:标准|幅度|数额)"
)


def _has_sum(space: _Space, edition: Edition, item: PowerItem) -> bool:
    conducts = space.material.conducts
    shares = conducts.shares(pairs(item.conduct)) * space.mask(edition)
    near = (conducts.items[at] for at in np.flatnonzero(shares >= _SAME))
    return any(other.high is not None or other.low is not None for other in near)


def _liability_found(
    material: Material, unit: Provision, items: list[PowerItem], rule: str, words: str, confidence: float
) -> Found:
    first = items[0]
    more = f"等{len(items)}项" if len(items) > 1 else ""
    return make(
        material, rule, [item_place(first)], matter=first.conduct[:80], confidence=confidence, domain=first.domain,
        differs=f"{unit.address}{more}：{words}",
        reason="有罚则而执行要素不全，疑似难以实施，需核查配套规定。已检索：本文件全文、同一法律空间的处罚事项；知识库外的“三定”规定、指定决定未纳入",
    )  # fmt: skip


# ---------------------------------------------------------------- penalties that are gone


_STATUS = re.compile(
    r"曾|服刑|记录|不良|解除|正在|无被|没有|禁戒|被(?:判刑|判处|依法)[^，。；]*$|(?<!予以)(?<!可以)被$"
)


def _abolished(material: Material, edition: Edition) -> Iterator[Found]:
    """Penalties and levies that were abolished and may still be imposed by the words of a rule, each once a document."""
    for row in (row for row in gap_words() if row.kind == "已废"):
        found = []
        for unit in material.units[edition.doc_id]:
            match = row.regex.search(unit.text)
            before = unit.text[max(0, match.start() - 24) : match.start()] if match else ""
            if match and not _STATUS.search(before) and not re.search(r"废止|取消|不再", unit.text):
                found.append(Place(unit.id, unit.start + match.start(), unit.start + match.end()))
        if found:
            where = "、".join(place.provision_id.partition("#")[2] for place in found)
            yield make(
                material, "gap-abolished", found[:1], matter=row.id.partition("-")[2], confidence=0.9,
                differs=f"{where}仍写“{row.id.partition('-')[2]}”，该制度已废止（{row.source}）",
                reason="处罚或者收费制度已经废止，所附义务疑似失去责任条款，需核查并清理",
            )  # fmt: skip


_PENAL = re.compile(  # what follows the name of the law
    r"[^。；\n]{0,60}?(?:处罚(?!法)|查处|处以|罚款|拘留|取缔)(?![^。；\n]{0,4}的?程序)"
)
_DEALT = re.compile(r"(?:的?(?:有关)?规定)?处理")
_AMONG = re.compile(r"》(?:第[^，。；《》]{0,20}条)?(?:、|和|及|以及|或者?)$")  # another law beside it
_AND_MORE = re.compile(  # the same behind it, or the paragraph is marked as deleted
    r"(?:第[^，。；《》]{0,20}条)?(?:、|和|及|以及|或者?)《|[^\n]*（[^（）]{0,16}删除）"
)
_BASED = re.compile(r"(?:依照|按照|依据|根据|按)[^。；\n]{0,60}$")


def _pointing_nowhere(material: Material, changed: frozenset[str]) -> Iterator[Found]:
    """Breaches that are to be punished by a law that is gone, one for each article."""
    for mentions, title, gone in gone_laws(material, changed):
        for unit, citation in {unit.id: (unit, citation) for unit, citation in reversed(mentions)}.values():
            at, to = citation.start - unit.start, citation.end - unit.start
            punishes = _PENAL.match(unit.text, to) or ("处罚" in title and _DEALT.match(unit.text, to))
            if _AMONG.search(unit.text, 0, at) or _AND_MORE.match(unit.text, to):
                continue
            if not (punishes and _BASED.search(unit.text, 0, at)) or "制定" in sentence_of(unit, citation):
                continue
            yield make(
                material, "gap-penalty-repealed", [Place(unit.id, citation.start, citation.end)], matter=f"《{title}》",
                differs=f"{unit.address}的处罚依据《{title}》{gone.words}，本文件没有另写罚则的，行为疑似失去直接的处罚依据",
                reason="义务仍在而所指罚则已经失效，需核查新法是否承接（从旧兼从轻见行政处罚法第三十七条）",
                confidence=gone.confidence - 0.05,
            )  # fmt: skip
