"""Penalties of a draft beyond the range or the kinds of the superior law's for the same act (行政处罚法 第十一条至第十四条).

``kb.conflicts.ranges`` asks that both laws are of one field. A draft often gathers the matters of several laws and names
none of them, so here the likest national rule is looked for everywhere. In return a penalty counts as beyond only where it
is above everything that the whole superior article, and every other rule that may be meant, has.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

import numpy as np
from numpy.typing import NDArray

from kb.conflicts.acts import act_likeness, may_be_one_act, out_of_scope
from kb.conflicts.found import Found, item_place, make
from kb.conflicts.kin import matter
from kb.conflicts.match import Conducts, Pair, conducts_of, features, pair_of, probabilities, rows_of
from kb.conflicts.material import Material
from kb.conflicts.ranges import said_by, same_base, within
from kb.conflicts.sanctions import Sanction, sanctions_of
from kb.conflicts.space import comparable, superior
from kb.conflicts.words import pairs_of
from kb.model import Citation, Edition, PowerItem, Provision

RULE = "authority-range"
_ABOVE = {  # whose acts bind what a level may punish
    "行政法规": ("法律",),
    "部门规章": ("法律", "行政法规"),
    "地方性法规": ("法律", "行政法规"),
    "地方政府规章": ("法律", "行政法规", "地方性法规"),
}
_TRIED = 40  # superior acts nearest by vectors that are compared in full
_LEAST = 0.35  # mean of the probability and the likeness of the acts, and of what the draft says of the law
_ALIKE = 0.25  # the least likeness of its act
_EQUAL, _LESS = 0.9, 0.2  # acts in the same words are one act: how much less probable the best may be then
_CHANCE = 0.3  # the least probability of the best
_APART = 0.1  # what a rule may lack of the best and still be the one that is meant
_PLAIN = 0.45  # how likely a rule must be that has a rival in another article
_POSSIBLE = 0.5  # probability from which a rule may be meant in any case
_CITED, _SPOKEN = 0.1, 0.05  # what a law counts for more that the draft cites, or whose matter it speaks of
_MATTER = 0.6  # share of the pairs of characters of a law's matter that tells that a draft speaks of it, of one of
_SHORT = 4  # so few characters; a longer one must stand there whole
_ALONE, _ONLY = 0.5, 0.65  # how likely and how probable a rule must be whose law the draft does not speak of
_NEARBY = 0.1  # the least likeness of an act for which a fine of the superior law may be meant too
_NAMED = 0.85  # how sure it is that an article is meant that the draft names
_HARD = frozenset(
    "责令停产停业 责令关闭 吊销许可证件 吊销营业执照 暂扣许可证件 降低资质等级 限制从业 限制申请资格 限制开展生产经营活动 撤销资格 行政拘留".split()
)
GENERAL = frozenset(  # say how powers are used, whatever the matter
    "行政处罚法 行政强制法 行政许可法 立法法 刑法 行政诉讼法 行政复议法 民法典 宪法".split()
)
_LEFT = re.compile("(?:法律|法规)[^，。；]{0,16}(?:未作|没有|未有|另有|已有|有)(?:处罚|行政处罚)?规定")
_FOLLOWS = re.compile(r"(?:[依按]照?|根据|依据|适用)[^，。；]{0,12}$")
_OPEN = re.compile(  # the superior article leaves the penalty to another law
    r"(?:[依按]照|依据)(?:[^。；《》]{0,8}《(?!中华人民共和国(?:治安|刑法))|[^。；《》前本]{0,12}(?:法律|法规))[^。；]{0,60}(?:处理|处罚)"
)
_ORDERS = re.compile("停止(?:违法|侵害|侵权)行为")  # orders that are no penalty
_PERSONS = ("个人", "责任人员")
_SENTENCE = re.compile(r"[。；\n]")
_PERSON = re.compile("个人|公民|自然人")
_BODY = re.compile("单位|企业|公司|法人|组织|机构|经营者|合作社|商户")


@dataclass(frozen=True, slots=True)
class Likely:
    """A superior rule that may be about the act of a draft's rule; ``sure`` (0 to 1) is how likely it is."""

    item: PowerItem
    sure: float
    chance: float
    alike: float  # likeness of the acts in words
    possible: bool  # nothing tells that they are two acts
    spoken: bool  # the draft cites the law, or speaks of its matter


@dataclass(frozen=True, slots=True)
class Beyond:
    """A penalty of the draft beyond the superior rule; ``theirs`` is what the superior article has, in words."""

    own: Sanction
    theirs: str
    why: str


def find(material: Material, changed: frozenset[str]) -> Iterator[Found]:
    """Yield a finding for each rule of the drafts in *changed* that punishes beyond the likest superior rule."""
    for doc_id in sorted(changed & material.drafts):
        edition = material.editions[doc_id]
        if edition.level in _ABOVE:
            yield from _found(material, edition)


def _found(material: Material, edition: Edition) -> Iterator[Found]:
    items = [item for item in material.items_of.get(edition.doc_id, ()) if item.kind == "行政处罚" and item.penalties]
    likely = likeliest(material, edition, items)
    told: set[tuple[str, int]] = set()
    for item in items:
        rules = named_rules(material, edition, item) or meant(likely.get(item.id, ()))
        found = [one for one in beyond(material, item, rules) if (item.provision_id, one.own.start) not in told]
        told |= {(item.provision_id, one.own.start) for one in found}
        if found:
            yield _told(material, item, rules[0], found)


def _told(material: Material, item: PowerItem, rule: Likely, found: Sequence[Beyond]) -> Found:
    """One finding for all that *item* has beyond *rule*."""
    upper, first = rule.item, found[0]
    theirs = "；".join(dict.fromkeys(one.theirs for one in found))
    why = "；".join(one.why for one in found)
    cited = f"{material.cite(upper.provision_id)}：{upper.conduct[:60]}，{theirs}"
    own_place = replace(item_place(item), start=first.own.start, end=first.own.end)
    return make(
        material, RULE, [own_place, item_place(upper)],
        matter=item.conduct, differs=f"本规定：{'；'.join(one.own.words for one in found)}；上位规定：{theirs}",
        reason=f"疑似超出上位法：{why}（{cited}；同一行为的把握程度{rule.sure:.2f}）",
        confidence=0.3 + 0.6 * rule.sure, domain=item.domain, severity="提示" if rule.sure < _ALONE else "",
    )  # fmt: skip


# ---------------------------------------------------------------- which superior rule is meant


def likeliest(material: Material, edition: Edition, items: Sequence[PowerItem]) -> Mapping[str, list[Likely]]:
    """For each of *items* the superior penal rules that may be about its act, the likest first."""
    conducts, at = conducts_of(material), rows_of(material)
    own = [item for item in items if item.id in at]
    above = _above(material, conducts, edition)
    if not own or not len(above):
        return {}
    known = _known(material, edition, {conducts.items[row].doc_id for row in above})
    rows = np.array([at[item.id] for item in own], np.int64)
    tops = _nearest(conducts, rows, above)
    ones, others = (
        [int(r) for r, top in zip(rows, tops, strict=True) for _ in top],
        [int(n) for top in tops for n in top],
    )
    values = features(material, conducts, ones, others)
    found: dict[str, list[Likely]] = {item.id: [] for item in own}
    for one, other, own_values, chance in zip(ones, others, values, probabilities(values), strict=True):
        pair = pair_of(conducts, one, other, tuple(map(float, own_values)), float(chance))
        found[pair.one.id].append(_likely(material, pair, known.get(pair.other.doc_id, 0.0)))
    return {id: sorted(rules, key=lambda rule: (-rule.sure, rule.item.id)) for id, rules in found.items()}


def _likely(material: Material, pair: Pair, more: float) -> Likely:
    alike = min(1.0, act_likeness(pair.one, pair.other))
    sure = min(1.0, (pair.score + alike) / 2 + more)
    possible = may_be_one_act(material, pair) and not out_of_scope(material, pair.one, pair.other)
    return Likely(pair.other, sure, pair.score, alike, possible, bool(more))


def _above(material: Material, conducts: Conducts, edition: Edition) -> NDArray[np.int64]:
    """The rows of the penal rules that bind what the draft may punish."""

    def binds(item: PowerItem) -> bool:
        other = material.editions[item.doc_id]
        return other.level in _ABOVE[edition.level] and superior(other, edition) and comparable(other, edition)

    docs = {item.doc_id for item in conducts.items}
    good = {doc for doc in docs if binds(next(i for i in material.items_of[doc]))}
    rows = [n for n, i in enumerate(conducts.items) if i.kind == "行政处罚" and i.measures and i.doc_id in good]
    return np.array(rows, np.int64)


def _known(material: Material, edition: Edition, docs: Collection[str]) -> Mapping[str, float]:
    """What each of the laws *docs* counts for more because the draft cites it or speaks of its matter."""
    text = edition.title + "\n" + material.text(edition.doc_id)
    titles = {
        c.title for unit in material.units[edition.doc_id] for c in material.citations.get(unit.id, ()) if c.title
    }
    cited = {e.doc_id for title in titles - GENERAL for e in material.resolver.laws(title)}
    found = {}
    for doc in docs:
        if doc in cited:
            found[doc] = _CITED
        elif _speaks_of(text, matter(material.editions[doc])):
            found[doc] = _SPOKEN
    return found


def _speaks_of(text: str, words: str) -> bool:
    """Whether *text* has the matter of a law; of a short one (噪声污染) the most of it is enough."""
    pairs = pairs_of(words)
    return words in text or (len(words) <= _SHORT and sum(pair in text for pair in pairs) >= _MATTER * len(pairs))


def _nearest(conducts: Conducts, rows: NDArray[np.int64], above: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    mine, theirs = conducts.groups[rows], conducts.groups[above]
    lengths = np.linalg.norm(mine**2, axis=1)[:, None] * np.linalg.norm(theirs**2, axis=1)[None, :]
    concepts = (mine**2) @ (theirs**2).T / np.maximum(lengths, 1e-9)
    near = conducts.vectors[rows] @ conducts.vectors[above].T + 0.1 * concepts + 0.0114 * (mine @ theirs.T)
    return [above[np.argsort(-line, kind="stable")[:_TRIED]] for line in near]


def meant(rules: Sequence[Likely]) -> list[Likely]:
    """Those of *rules* that may be meant, the likest first; none where no rule is likely enough.

    A rule of a law that the draft speaks of comes before one of another law that is not much likelier.
    """
    standing = [rule for rule in rules if _stands(rule) and rule.sure >= rules[0].sure - 2 * _APART]
    best = next((rule for rule in standing if rule.spoken), standing[0] if standing else None)
    if best is None:
        return []
    rest = [
        rule for rule in rules if rule is not best and (rule.sure >= best.sure - _APART or rule.chance >= _POSSIBLE)
    ]
    if best.sure < _PLAIN and any(rule.item.provision_id != best.item.provision_id for rule in rest):
        return []  # several rules are as like, and none is very like
    return [best, *rest]


def _stands(rule: Likely) -> bool:
    """Whether the likest rule is likely enough."""
    least, chance = (_LEAST, _CHANCE) if rule.spoken else (_ALONE, _ONLY)
    chance -= _LESS if rule.alike >= _EQUAL else 0.0
    return rule.possible and rule.alike >= _ALIKE and rule.sure >= least and rule.chance >= chance


def named_rules(material: Material, edition: Edition, item: PowerItem) -> list[Likely]:
    """The rules of the superior article that the sentence of *item* says it follows: 依照《…》第…条."""
    unit = material.unit[item.provision_id]
    for citation in material.citations.get(unit.id, ()):
        if citation.title and citation.address and _follows(unit, citation, item):
            doc_id, _, address = material.resolver.resolve(citation).target_id.partition("#")
            other = material.editions.get(doc_id)
            if other is not None and superior(other, edition):
                spot = f"{doc_id}#{address.partition('条')[0]}条"
                rules = [
                    i for i in material.items_of.get(doc_id, ()) if i.provision_id == spot and i.kind == "行政处罚"
                ]
                return [Likely(rule, _NAMED, _NAMED, _NAMED, True, True) for rule in rules]
    return []


def _follows(unit: Provision, citation: Citation, item: PowerItem) -> bool:
    start, end = citation.start - unit.start, citation.end - unit.start
    if not _FOLLOWS.search(unit.text[:start]):
        return False
    between = unit.text[min(end, item.end - unit.start) : max(start, item.start - unit.start)]
    return "。" not in between


# ---------------------------------------------------------------- what is beyond it


def beyond(material: Material, item: PowerItem, rules: Sequence[Likely]) -> Iterator[Beyond]:
    """The penalties of *item* that are beyond every one of *rules*: a higher fine, or a kind that none of them has."""
    places = dict.fromkeys(rule.item.provision_id for rule in rules)
    texts = {id: _ORDERS.sub("", material.unit[id].text) for id in places}
    if not rules or _LEFT.search(material.unit[item.provision_id].text):
        return
    clauses = [list(_clause(material, rule.item)) for rule in rules]
    if not clauses[0] or _OPEN.search(texts[rules[0].item.provision_id]):
        return
    clauses = [clause for clause in clauses if clause]
    for own in sanctions_of(material, item):
        if own.kind == "罚款":
            if over := _over(material, item, own, clauses, rules[0].item):
                yield over
        elif own.kind in _HARD and (added := _added(own, clauses, texts.values())):
            yield added


def _clause(material: Material, item: PowerItem) -> Iterator[Sanction]:
    """The penalties of the clause in which a superior rule stands, for all of its acts; of the article where it is one."""
    clause = item.address.partition("款")[0] if "款" in item.address else item.address.partition("条")[0]
    for other in material.items_of[item.doc_id]:
        if other.provision_id == item.provision_id and other.address.startswith(clause):
            yield from sanctions_of(material, other)


def _over(
    material: Material, item: PowerItem, own: Sanction, clauses: Sequence[Sequence[Sanction]], rule: PowerItem
) -> Beyond | None:
    """*own* as a fine above all that the clauses have for such a party, in the same unit."""
    if not own.fixed or own.high == inf or _is_set_nearby(material, item, own, rule):
        return None
    person = own.subject or _party(material, item, own)
    fining = [[s for s in clause if s.kind == "罚款"] for clause in clauses]
    for_act = [s.subject for s in sanctions_of(material, rule) if s.kind == "罚款"]
    if person and for_act and not {person, ""} & set(for_act) and person in _PERSONS:
        return None  # the superior rule does not fine such a party for this act
    ceilings = [_ceiling(own, person, fines) for fines in fining if fines]
    if not fining[0] or any(ceiling is None or ceiling >= own.high for ceiling in ceilings):
        return None
    return Beyond(own, f"罚款上限{ceilings[0]:,.10g}{own.unit}", f"罚款上限{own.high:,.10g}{own.unit}高于上位规定")


def _is_set_nearby(material: Material, item: PowerItem, own: Sanction, rule: PowerItem) -> bool:
    """Whether the superior law has just this fine for an act that has something of the draft's."""
    others = (i for i in material.items_of[rule.doc_id] if i.kind == "行政处罚" and "罚款" in i.penalties)
    near = (i for i in others if act_likeness(item, i) >= _NEARBY)
    return any(
        (s.low, s.high, s.unit) == (own.low, own.high, own.unit) for i in near for s in sanctions_of(material, i)
    )


def _party(material: Material, item: PowerItem, own: Sanction) -> str:
    """个人 where the words before the fine name only persons."""
    unit = material.unit[item.provision_id]
    words = "".join(_SENTENCE.split(unit.text[: own.start - unit.start])[-2:])
    return "个人" if _PERSON.search(words) and not _BODY.search(words) else ""


def _ceiling(own: Sanction, person: str, fines: Sequence[Sanction]) -> float | None:
    """The highest of *fines* for *person*; None where *own* cannot be measured by them."""
    if any(not s.fixed or s.unit != own.unit or not same_base(own.base, s.base) for s in fines):
        return None
    same = [s for s in fines if person in _PERSONS and s.subject == person]
    if person == "责任人员" and not same:
        return None
    return max(s.high for s in same or fines)


def _added(own: Sanction, clauses: Sequence[Sequence[Sanction]], texts: Collection[str]) -> Beyond | None:
    """*own* as a kind that none of the clauses has and no article speaks of."""
    held = [{s.kind for s in clause} for clause in clauses]
    if any(within(own.kind, kinds) for kinds in held) or any(said_by(own.kind, text) for text in texts):
        return None
    return Beyond(own, f"处罚种类为{'、'.join(sorted(held[0]))}", f"“{own.kind}”不在上位规定的处罚种类之内")
