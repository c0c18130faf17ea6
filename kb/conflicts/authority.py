"""越权设定: a document sets a power that its level may not set and no superior text gives for the conduct.

The matrix of levels and kinds is authority.csv. What only repeats a superior text, refers to one, or rests on a
general basis in a 法律 (代履行, 加处罚款, 违法建筑) is no setting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kb.conflicts.basis import Bases, Basis, above
from kb.conflicts.clauses import told
from kb.conflicts.exceeds import GENERAL
from kb.conflicts.found import Found, Place, make
from kb.conflicts.material import Material
from kb.conflicts.settings import COERCION, Setting, setting_of, settings
from kb.conflicts.space import city_of, superior
from kb.conflicts.tables import AuthorityRow, authority_general, authority_rows, authority_words, conflict_rules
from kb.model import Edition
from kb.titles import titles_in

_SAME, _LIKE, _NEAR = 0.5, 0.44, 0.38  # scores of kb.conflicts.basis, read off pairs of national and local articles
_ENOUGH = {"许可": 0.6, "罚款": 0.6, "冻结": 0.7, "划拨": 0.7}  # the words of these are more alike than their matters
_REFERS = re.compile(
    r"(?:[依按]照|根据|依据)[^，。；《]{0,20}(?:法律|法规|规章|国家|有关|相关|上级|省|前[一二两三]?[条款])[^，。；《]{0,24}(?:规定|执行|处理|处罚)"
    r"|(?:[依按]照|根据|依据)[^，。；《》]{0,16}(?<!办)法(?:的?规定|、|[^，。；]{0,12}(?:规定|决定|采取|计算|执行|处罚|需要))"
    r"|(?:法律|行政法规|法规)[^，。；]{0,8}(?:另有规定|已有规定|有规定)[^。；]{0,12}从其规定"
)
_BY_LAW = re.compile(r"依法[^，。；]{0,30}$")
_ASKS = re.compile(r"(?:提请|提交|建议|移送|移交|通知|告知|函告|转送|商请)[^，。；]{0,24}$")
_THROUGH_OTHERS = ("冻结", "划拨", "断供")  # taken by telling a bank or a supplier to act
_LAWFULLY = re.compile("依法|[依按]照|根据")
_ON_REQUEST = ("吊销许可证件", "吊销营业执照", "行政拘留")
_DAYS = re.compile("[一二三四五六七八九十0-9][日天]")
_NO_GROUND = re.compile("除[依按]照[^，。；]{2,40}外|根据[^，。；]{0,20}(?:建议|意见|通知|函)")
_SUGGESTS = re.compile(r"[^，。；]{0,8}的?建议")
_COURT = re.compile("人民法院")
_SPARED = re.compile(r"(?:无需|无须|不需|不必|不再|不受|不经|未经|而不)[^，。；]{0,6}$")  # 无需报请省人民政府
_SAYS_BASIS = re.compile(r"(?:[依按]照|根据|依据|违反|执行|适用)[^，。；《]{0,16}$")
_FAULTED = re.compile(r"处分|(?:不得|禁止|严禁)[^。；]{0,60}[：:]")  # the words are those of a wrong of officials
_DISCRETION = re.compile("裁量|基准|清单|目录|指引|汇编|细化标准")
_DEMANDS = re.compile(
    r"未(?:依法)?(?:经|取得|获得|办理|领取|申领)[^。；]{0,40}(?:批准|许可|同意|审批|核准|证)|方可|方能|才能"
    r"|(?:应当|必须|须)[^。；]{0,40}(?:批准|许可|审批|核准|同意|(?:取得|申领|申请|办理|领取)[^。；]{0,16}证)"
    r"|(?:申领|申请|办理|领取)[^。；]{0,20}证[^。]{0,40}无证(?:的|者|人员|单位)?，?(?:一律)?(?:不得|禁止|不准)"
)
_TAKEN_BY_LAW = re.compile("依法(?:取得|申请|申领|办理|领取|报)")  # a licence that another text sets
_LICENCES = ("许可", "变相许可", "资格许可")
_UNLICENSED = re.compile(  # 未取得经营许可证的，不得营业: the other half of a licence
    r"(?:未|没有|无)(?:经|取得|办理|领取|申领|持有)?[^，。；]{0,24}(?:许可|批准|同意|证|备案)[^，。；]{0,4}的?，[^。；]{0,12}不得"
)
_NO_RULES = re.compile("程序规[定则]|工作规范|刑事|诉讼")  # tell how powers of the law are used
_NO_LICENCE = re.compile(r"验收|出资人|负责人批准|股东|持有|提交")
_LAW = re.compile("(?:法|条例|决定|规定|办法|细则|规则|解释)$")
_DECISION = re.compile("^全国人.{0,16}决定$")  # has the force of a law
NO_BASIS = ("无",)  # basis of a power that no superior text can give
_LEAST = 0.34  # confidence below which nothing is said
_TOLD = (
    0.15  # chance from which the word of the classifier is passed on: below it more lawful clauses than faults are told
)
_ISSUES = re.compile("现将[^。]{0,60}(?:印发|发布|公布)")
_RELEASES = re.compile("先行登记保存[^。]{0,80}(?:解除|退还|发还|处理决定)|(?:自动|自行|即行)解除")
_ASSESSED = re.compile(  # officials are called to account
    "(?:人民政府|政府|部门|乡镇|街道|办事处|[河湖林路田]长|负责人|工作人员)[^。]{0,60}(?:考核|考评|约谈|述职|书面检[讨查])"
)
_PARTY = re.compile(  # who is ruled, not who rules
    "经营|企业|公司|当事人|个人|业主|村民|居民|[商住用农租]户|摊|行为人|养[殖犬]|生产者|销售者|从业|驾驶|施工|建设单位|合作社|协会|物业"
    "|申请人|家属|亲属|家长|子女|家庭|学生|机构|店|厂"
)
_INTERNAL = ("株连", "处罚权下放", "自治干预", "通报批评", "权益减损", "失信惩戒", "转授权", "撤销资格", "限制申请资格")
_FORMER = "2011-06-30"  # the day of 行政强制法


@dataclass(frozen=True, slots=True)
class _Doubt:
    """A setting that its level may not make, before the superior texts are searched."""

    setting: Setting
    edition: Edition
    row: AuthorityRow
    cited: tuple[str, ...]  # titles of the laws that the sentence says it follows
    chance: float = 1.0  # that it sets the power at all: less than 1 where only the classifier says so


def find(material: Material, changed: frozenset[str]) -> Iterator[Found]:
    """Yield a finding for each power that one of the documents *changed* sets beyond its level."""
    docs = sorted(changed & set(material.editions))
    doubts = [doubt for doc_id in docs for doubt in _doubts(material, doc_id)]
    doubts += [doubt for doc_id in docs if doc_id in material.drafts for doubt in _told(material, doc_id)]
    if not doubts:
        return
    kinds = {doubt.setting.kind for doubt in doubts if doubt.row.basis != NO_BASIS}
    bases = Bases.of(material, above(material, {doubt.edition.doc_id for doubt in doubts}), kinds)
    seen: set[tuple[str, str]] = set()
    taken: dict[str, list[Setting]] = {}
    for doubt in doubts:
        setting = doubt.setting
        key = (setting.unit.id, setting.kind)
        if key in seen or (doubt.chance < 1 and any(_overlap(setting, one) for one in taken.get(setting.unit.id, ()))):
            continue
        if found := _judged(material, bases, doubt):
            seen.add(key)
            taken.setdefault(setting.unit.id, []).append(setting)
            yield found


def _overlap(one: Setting, other: Setting) -> bool:
    return one.start < other.end and other.start < one.end


def _doubts(material: Material, doc_id: str) -> Iterator[_Doubt]:
    edition = material.editions[doc_id]
    is_discretion = edition.level == "规范性文件" and _DISCRETION.search(edition.title)
    if is_discretion or (edition.level == "部门规章" and _NO_RULES.search(edition.title)):
        return
    for setting in settings(material, doc_id):
        row = authority_rows().get((edition.level, setting.kind))
        if row is None or row.verdict == "可以" or (row.verdict == "限额" and setting.amount <= row.ceiling):
            continue
        faulted = row.basis == NO_BASIS and _FAULTED.search(setting.sentence)
        if not faulted and not _excused(setting, edition):
            yield _Doubt(setting, edition, row, _cited(material, setting))


def _told(material: Material, doc_id: str) -> Iterator[_Doubt]:
    """What the classifier says that a draft sets, in units where the signs have not looked at the same kind."""
    edition = material.editions[doc_id]
    if edition.level == "规范性文件" and _DISCRETION.search(edition.title):
        return
    rows = {kind: row for (level, kind), row in authority_rows().items() if level == edition.level}
    kinds = [kind for kind, row in rows.items() if row.verdict in ("不得", "有条件")]
    looked = {(setting.unit.id, setting.kind) for setting in settings(material, doc_id)}
    for one in told(material.units[doc_id], kinds, _TOLD):
        setting = setting_of(one.unit, one.start, one.end, one.kind)
        kinds_of = (replace(setting, kind=kind) for kind in one.kinds if kind == one.kind or _akin(kind, one.kind))
        excused = _REFERS.search(setting.sentence) or any(map(_has_general_basis, kinds_of))
        excused = excused or _is_internal(setting) or not _can_be(setting)
        kinds_there = {one.kind, *(_LICENCES if _UNLICENSED.search(setting.sentence) else ())}
        if not excused and not any((one.unit.id, kind) in looked for kind in kinds_there):
            yield _Doubt(setting, edition, rows[one.kind], _cited(material, setting), one.chance)


def _can_be(setting: Setting) -> bool:
    """Whether the sentence has any of the words without which its kind of power cannot be set."""
    words = authority_words().get(setting.kind)
    return words is None or bool(words.search(setting.sentence))


def _is_internal(setting: Setting) -> bool:
    """Whether the sentence issues the document, releases something, or tells how officials are assessed."""
    sentence = setting.sentence
    if _ISSUES.search(sentence) or (setting.kind in COERCION and _RELEASES.search(sentence)):
        return True
    return setting.kind in _INTERNAL and bool(_ASSESSED.search(sentence)) and not _PARTY.search(sentence)


def _akin(one: str, other: str) -> bool:
    """Whether the classifier may mean either: measures and enforcements look much alike."""
    return one in COERCION and other in COERCION


def _excused(setting: Setting, edition: Edition) -> bool:
    """Whether the words only refer to the law, ask another body or a court, or rest on a general basis."""
    before, kind = setting.before, setting.kind
    own = _own(setting)
    after = setting.unit.text[setting.end - setting.unit.start :]
    asks = kind not in _THROUGH_OTHERS and _ASKS.search(before) and not _makes_ground(setting)
    if _REFERS.search(before + own) or asks or _SUGGESTS.match(after) or "证明书" in own:
        return True
    if kind in COERCION and (_BY_LAW.search(before) or _by_court(setting) or "依法" in own):
        return True
    if kind == "刑罚" and _COURT.search(setting.sentence):
        return True
    if edition.level in ("部门规章", "地方政府规章", "规范性文件") and kind != "许可" and _BY_LAW.search(before):
        return True
    if kind == "许可" and not _demands(setting, edition):
        return True
    return _has_general_basis(setting)


def _by_court(setting: Setting) -> bool:
    """Whether the words leave the power to a court; 无需申请人民法院强制执行 does not."""
    words = setting.sentence
    return any(not _SPARED.search(words, 0, match.start()) for match in _COURT.finditer(words))


def _makes_ground(setting: Setting) -> bool:
    """Whether another body is asked for a sanction on a ground of the draft's own: 提请…吊销其驾驶证, not 依法吊销."""
    if setting.kind == "行政拘留" and not _DAYS.search(_own(setting)):
        return False
    return setting.kind in _ON_REQUEST and not _LAWFULLY.search(_NO_GROUND.sub("", setting.sentence))


def _has_general_basis(setting: Setting) -> bool:
    """Whether a 法律 gives the power in general, as for 代履行 and 加处罚款, or the words stay within its limit."""
    whole = "".join(setting.conducts) + setting.sentence
    found = (m for row in authority_general() if row.kind == setting.kind for m in row.regex.finditer(whole))
    return any(not _SPARED.search(whole, 0, match.start()) for match in found)


def _own(setting: Setting) -> str:
    return setting.unit.text[setting.start - setting.unit.start : setting.end - setting.unit.start]


def _demands(setting: Setting, edition: Edition) -> bool:
    """Whether a licence is demanded here for good, and not only its procedure described."""
    interim = edition.level == "地方政府规章" and not city_of(edition) and "临时" in edition.title + setting.sentence
    if _TAKEN_BY_LAW.search(setting.sentence):
        return False
    return not interim and bool(_DEMANDS.search(setting.sentence)) and not _NO_LICENCE.search(setting.sentence)


def _cited(material: Material, setting: Setting) -> tuple[str, ...]:
    """The titles that the words of the sentence say they follow: 依照《…》的规定, 依照某某法第三条."""
    text, unit = setting.sentence, setting.unit
    marked = [title for start, _, title in titles_in(text) if _SAYS_BASIS.search(text[:start])]
    first = setting.start - len(setting.before)
    last = first + len(text)
    cited = (c for c in material.citations.get(unit.id, ()) if c.title and first <= c.start < last)
    loose = (c.title for c in cited if _SAYS_BASIS.search(unit.text[: c.start - unit.start]))
    return tuple(dict.fromkeys((*marked, *(title for title in loose if title not in marked))))


def _judged(material: Material, bases: Bases, doubt: _Doubt) -> Found | None:
    """The finding about *doubt*, None where a superior text gives the power."""
    if doubt.row.basis == NO_BASIS:
        return None if doubt.cited else _found(material, doubt, Basis(None, 0.0, 0), [], [])
    named, missing = _laws(material, doubt.cited)
    giving = [e for e in named if superior(e, doubt.edition) and bases.gives(e.doc_id, doubt.setting.kind)]
    if missing or giving:  # a law that is not here may well give it
        return None
    home, absent = _laws(material, _bases_of(material, doubt.edition))
    basis = bases.nearest(doubt.setting, doubt.edition, doubt.row.basis, {e.doc_id for e in home})
    if basis.score >= _ENOUGH.get(doubt.setting.kind, _SAME):
        return None
    if any(_DECISION.search(title) for title in absent):
        return None
    ruled = [e for e in home if e.level in doubt.row.basis]
    given = any(bases.gives(e.doc_id, doubt.setting.kind) for e in ruled)
    if doubt.edition.level == "部门规章" and doubt.setting.kind in COERCION and given and basis.score >= _NEAR:
        return None
    carries_out = given and doubt.setting.kind not in (*COERCION, "行政拘留", "许可")  # a penalty of the law above it
    near = (
        _NEAR if "实施" in doubt.edition.title else _LIKE
    )  # 实施《…法》办法, against one that names the law as a basis
    if carries_out and (basis.score >= near or doubt.edition.level == "部门规章"):
        return None
    unruled = not (ruled or _ruling(material, doubt)) or (
        given and basis.score >= _LIKE
    )  # no superior text on the matter, or one that may cover it
    if doubt.row.verdict == "有条件" and doubt.setting.kind == "查封扣押" and unruled:
        return None
    return _found(material, doubt, basis, named, absent) if _sureness(doubt, basis, absent) >= _LEAST else None


def _laws(material: Material, titles: tuple[str, ...]) -> tuple[list[Edition], list[str]]:
    """The editions in force of the laws named, and the titles that are not on file."""
    found: list[Edition] = []
    missing = []
    for title in dict.fromkeys(titles):
        versions = [e for e in material.resolver.laws(title) if e.doc_id in material.editions]
        found += versions
        missing += [] if versions or not _LAW.search(title) else [title]
    return found, missing


def _ruling(material: Material, doubt: _Doubt) -> list[Edition]:
    """The superior texts that a draft cites anywhere: it need not name in its opening what rules its matter."""
    draft = doubt.edition
    if draft.doc_id not in material.drafts:
        return []
    key = f"laws cited by {draft.doc_id}"
    if key not in material.derived:
        units = material.units[draft.doc_id]
        titles = {c.title for unit in units for c in material.citations.get(unit.id, ()) if c.title}
        material.derived[key] = [e for title in titles - GENERAL for e in material.resolver.laws(title)]
    return [e for e in material.derived[key] if e.level in doubt.row.basis and superior(e, draft)]


def _bases_of(material: Material, edition: Edition) -> tuple[str, ...]:
    """The titles that the first three articles and the document's own title name: 根据《…》制定, 实施《…》办法."""
    heads = [unit.text for unit in material.units.get(edition.doc_id, ())[:3]]
    return tuple(title for text in (edition.title, *heads) for _, _, title in titles_in(text))


def _found(material: Material, doubt: _Doubt, basis: Basis, named: list[Edition], absent: list[str]) -> Found:
    setting, row = doubt.setting, doubt.row
    rule = conflict_rules()[row.rule]
    sure = _sureness(doubt, basis, absent)
    severity = rule.severity if sure >= 0.6 else "一般" if rule.severity == "严重" else "提示"
    words = _own(setting).strip()
    place = Place(setting.unit.id, setting.start, setting.end, power=setting.kind)
    reason = "".join(_reasons(material, doubt, basis, named, absent))
    found = make(
        material, row.rule, [place], matter=setting.conducts[0][:80], differs=f"{setting.kind}：{words[:60]}",
        reason=reason, confidence=sure, severity=severity,
    )  # fmt: skip
    return replace(found, finding=replace(found.finding, domain=_domain(material, setting)))


def _domain(material: Material, setting: Setting) -> str:
    items = material.items_of.get(setting.unit.doc_id, ())
    return next((item.domain for item in items if item.provision_id == setting.unit.id), "")


def _sureness(doubt: _Doubt, basis: Basis, absent: list[str]) -> float:
    """How sure the absence of a basis is: less with a near basis, a cited law not on file, or the words 依法."""
    near = basis.setting is not None and basis.score >= _NEAR
    sure = 0.85 * doubt.chance - 0.3 * near - 0.3 * bool(absent)
    sure -= 0.15 * bool(_BY_LAW.search(doubt.setting.before))
    return max(sure - 0.2 * (doubt.row.verdict == "有条件"), 0.3)


def _reasons(material: Material, doubt: _Doubt, basis: Basis, named: list[Edition], absent: list[str]) -> Iterator[str]:
    """The limit, its source and the log of the search, in sentences; traps and who may decide stand with the rule."""
    setting, row = doubt.setting, doubt.row
    yield f"疑似越权设定：{row.level}作出“{setting.kind}”规定。{row.limit}（{row.source}）。"
    if doubt.chance < 1:
        yield f"该句由分类模型判断，把握程度{doubt.chance:.2f}，是否属于该类规定请人工核对。"
    if row.basis != NO_BASIS:
        yield _search_log(material, row, basis)
    if named:
        yield f"文中称依照{'、'.join(f'《{e.title}》' for e in named)}，但其中未见该项规定。"
    if absent:
        yield f"制定依据{'、'.join(f'《{t}》' for t in absent)}不在知识库中，需另行核对。"
    if row.verdict == "限额":
        yield f"数额{setting.amount:,.0f}元超过{row.ceiling:,.0f}元的提示线，限额文件不在知识库中。"
    if (doubt.edition.published or "9") < _FORMER:
        yield "本文件制定在行政强制法公布以前，可能属于待清理的旧规定。"


def _search_log(material: Material, row: AuthorityRow, basis: Basis) -> str:
    """Where a superior basis was looked for, and what came nearest."""
    near = ""
    if basis.setting is not None and basis.score >= _NEAR / 2:
        near = f"，最接近的是{material.cite(basis.setting.unit.id)}（相近程度{basis.score:.2f}，行为不同）"
    levels = "、".join(row.basis)
    return f"已检索在库现行有效的{levels}中同类规定{basis.searched}处，未见对同一行为的上位法依据{near}。"
