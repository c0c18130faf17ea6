"""Who of the bodies named in a clause decides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kb.items.article import ACTING, ANNOUNCES, ANYBODY, BODY_NAME, Article, sanctions, written_in
from kb.items.assigned import owned
from kb.model import Agency, Power
from kb.tag.clauses import Clause

_PUNISHES = re.compile(
    r"罚款|没收|吊销|暂扣|警告|通报批评|停产|停业|关闭|拘留|处罚|降低[^，。；]{0,8}资质|不得从事|禁止从事|限制从业|取消[^，。；]{0,12}资格"
)
_OTHER = re.compile("其[他它](?:有关|相关)?$")
_DESCRIBED = re.compile("负有|负责|行使|承担|实施|依法")


def told_apart(article: Article, found: Sequence[Agency]) -> list[Agency]:
    """*found* with 其他 where it tells a body from one named before: 财政部门或者其他样品管理部门."""
    made: list[Agency] = []
    for agency in found:
        before = article.text(max(article.unit.start, agency.start - 4), agency.start)
        other = _OTHER.search(before) if made and agency.surface else None
        if other and not _DESCRIBED.match(agency.surface) and agency.canonical in {"", *(a.canonical for a in made)}:
            surface = before[other.start() :] + agency.surface
            agency = replace(agency, start=agency.end - len(surface), surface=surface, canonical="")
        more = None if agency.canonical else _OR_BODY.match(article.text(agency.end - 2, article.unit.end))
        if more is not None:
            agency = replace(agency, end=agency.end + len(more[1]), surface=agency.surface + more[1])
        made.append(agency)
    return made


_OR_BODY = re.compile("部门((?:或者|和)机构)(?=责令|给予|予以|依法|按照|根据|处以?[^理置罚]|没收|可以|应当)")
_LOWER = r"(?:[省市县区旗州乡镇级]|政府|国务院|[上下]级?|（[省市县区镇、级]{1,6}）|、)"  # 或者县（市、区）人民政府
BESIDE = re.compile(
    r"(?:等[^，。；：、的]{0,10}(?:部门|机关|机构))?(?:、|和|或者?|以及|及其?|与|，(?=[市县区乡镇（]))"
    rf"(?:其[他它]?|有关|相关|[^，。；：、的]{{0,12}}?{_LOWER}{{1,10}}(?:人民政府)?)?"
)


def named_ones(article: Article, found: Sequence[Agency]) -> list[Agency]:
    """Those of *found* with a name of their own, and who is listed beside one: 财政部门或者其他有关部门."""
    kept = [bool(a.canonical) or not ANYBODY.fullmatch(a.surface) for a in found]
    beside = [BESIDE.fullmatch(article.text(a.end, b.start)) is not None for a, b in pairwise(found)]
    if not any(kept):
        return []
    for at, joined in enumerate(beside):
        kept[at + 1] |= kept[at] and joined
    for at, joined in reversed(list(enumerate(beside))):
        kept[at] |= kept[at + 1] and joined
    return [agency for agency, wanted in zip(found, kept, strict=True) if wanted]


_FILED = re.compile(r"[^，。；]{0,8}(?:备案|批准|同意|核准|审批|审查|登记)")
_LET = re.compile(r"[^，。；]{0,8}(?:批准|同意|核准|审批|审查|审定|登记)")
_APPLIED = re.compile(rf"{_LET.pattern}|[^，。；]{{0,4}}(?:提交|提出|申请|申报)")
_AWARD = re.compile(r"(?:依法|统一)?(?:核发|颁发|发放|签发|签署|授予|出具|制发|发给|批准|核准)的")
_AWARDED_BY = re.compile(rf"(?:取得|领取|申领|持有?|获得|办理)(?P<name>{BODY_NAME})(?={_AWARD.pattern})")


def nearest(article: Article, inside: list[Agency], power: Power) -> list[Agency]:
    """*inside* from the one who is the subject of the words of *power*: 主管部门应当加强管理，公安机关应当进行检查."""
    for at in range(len(inside) - 1, 0, -1):
        agency, before = inside[at], article.text(inside[0].end, inside[at].start)
        subject = re.search(r"[，；]由?[^，；由向报经和或、]{0,10}$", before)
        acts = power.kind in _DONE and agency.role != "会同"  # the words of such a power may begin before who does it
        stop = power.end if acts and agency.end > power.start else power.start
        if subject and agency.end <= stop and not _PIECES.search(article.text(agency.end, stop)):
            return inside[at:]
    return inside


_PIECES = re.compile("[，；]")
_DONE = ("行政强制措施", "行政强制执行", "其他")


def receiving(article: Article, clause: Clause, power: Power) -> list[Agency]:
    """Who gives the permit that the clause speaks of (取得…核发的), with whom something is filed, who decides at the end."""
    named = [a for a in article.agencies if clause.split <= a.start < clause.end]
    if power.kind in GIVEN:
        awarding = [a for a in named if _AWARD.match(article.text(a.end, clause.end)) and _gets(article, a, clause)]
        if awarding or (awarding := written_in(article, clause, (_AWARDED_BY,))):
            return awarding[:1]
        last = [a for a in named if a.role == "报告" and _ANSWERS.match(article.text(a.end, clause.end))]
        last = [a for a in last if not _AT_NEED.search(article.text(clause.start, a.start))]
        if last:
            return _up_to(article, named, last[-1])
    acts = any(a.role in ACTING for a in named)
    fits = _APPLIED if power.kind in GIVEN else _FILED
    filed = [a for a in named if a.role == "报告" and fits.match(article.text(a.end, min(a.end + 16, clause.end)))]
    return _up_to(article, named, filed[-1]) if filed and (power.rule == "其他-备案" or not acts) else []


def _up_to(article: Article, named: Sequence[Agency], last: Agency) -> list[Agency]:
    """*last* and those listed with it before: 报农业、林业主管部门备案."""
    kept = [last]
    for agency in reversed([a for a in named if a.end <= last.start and a.role == last.role]):
        if not re.fullmatch(r"[^，。；]{0,12}[、和或与及][^，。；]{0,8}|、", article.text(agency.end, kept[0].start)):
            break
        kept.insert(0, agency)
    return kept


GIVEN = ("行政许可", "行政确认")
_ANSWERS = re.compile(
    r"(?:会同[^，。；]{2,30}?|或者?其(?:授权|委托)的[^，。；]{1,6})?[^，。；]{0,6}(?:核发|颁发|发给|审批|批准|核准|决定|认定|确认|命名|登记)|[^，。；]{0,4}(?:报告|申请|提出申请)，经(?:其)?(?:批准|同意|核准)"
)
_AT_NEED = re.compile(r"必要时，?[^，。；]{0,24}$")
_HOLDER = re.compile(
    r"(?:持|凭)[^，。；、下]{0,24}?(?:证|执照|证书|批准文件|批文|批准书|审批单)》?(?:副本)?[到向][^，。；]{0,12}$"
)


def comes_after(article: Article, agency: Agency, power: Power) -> bool:
    """Whether the holder of what *power* gave takes it to *agency* for something else: 由申请人持许可证到甲登记."""
    start = max(article.unit.start, agency.start - 56)
    takes = _HOLDER.search(article.text(start, agency.start))
    asked = _IS_ASKED.match(article.text(agency.end, article.unit.end))
    return takes is not None and asked is None and power.start < start + takes.start()


LEFT_TO_OTHERS = re.compile(  # a permit that other laws require
    r"(?:依照|按照|根据)[^，。；]{0,8}(?:法律|法规)[^，。；]{0,14}，?(?:依法)?办理(?:相关|有关|相应)的?[^，。；]{0,8}(?:审批|许可|批准|报批)?手续"
)
_UNLESS = re.compile(r"未经[^，。；由]{0,16}$")
_LETS = re.compile(r"(?:书面|依法|审查|审核)?(?:批准|审批|核准|许可|同意|登记|审查|审核|认定|考核)")
_WITH = re.compile(r"(?:应当|须|必须|需|可以|方可|报|当)经(?!营)[^，。；由]{0,60}$")


def without_applicant(article: Article, inside: list[Agency], clause: Clause) -> list[Agency]:
    """*inside* from the one whose consent another one of them needs: 样品管理机构设立门诊部应当经省财政部门批准."""
    for at, agency in enumerate(inside):
        between = article.text(inside[at - 1].end, agency.start)
        asked = at and _WITH.search(between) and "前，" not in between
        lets = [_LETS.match(article.text(a.end, clause.end)) is not None for a in inside[: at + 1]]
        if asked and lets[-1] and not any(lets[:-1]):
            return inside[at:]
    return inside


def leading(article: Article, clauses_: Sequence[Clause]) -> list[Agency]:
    """Who leads the list in which the clauses stand, by whatever name: 监督管理部门可以采取下列措施."""
    part = article.part_at(clauses_[0].start) if clauses_ else article.unit
    before = [c for c in article.clauses if c.end <= part.start and article.part_at(c.start).kind != "项"]
    if part.kind != "项" or not before or not ANNOUNCES.search(article.text(before[-1].start, before[-1].end)):
        return []
    led = [a for a in article.acting if before[-1].split <= a.start < before[-1].end]
    return together(article, led)


def consenting(article: Article, clauses_: Sequence[Clause]) -> list[Agency]:
    """Whose consent the clauses ask for, else the paragraph: 应当经样品所在地的省财政部门批准, 未经财政部门登记，不得."""
    for clause in clauses_:
        for agency in article.agencies:
            asked = clause.start <= agency.start < clause.end and _LETS.match(article.text(agency.end, clause.end))
            listed = listed_with(article, article.agencies, agency)
            if asked and _WITH.search(article.text(clause.start, listed[0].start)):
                return listed
    here = article.part_at(clauses_[0].start).address.partition("第（")[0] if clauses_ else ""
    for agency in article.agencies:
        before = article.text(max(article.unit.start, agency.start - 20), agency.start)
        if article.part_at(agency.start).address.partition("第（")[0] != here or not _UNLESS.search(before):
            continue
        if agency.canonical and _LETS.match(article.text(agency.end, article.unit.end)):
            return [agency]
    return []


_FORMER = re.compile("原(?:审批|批准|审查|核准|许可)")
_LET_BY = re.compile(r"(?:依法)?(?:审查)?(?:批准|审批|核准|许可|同意|审核)")


def approving(article: Article, found: Sequence[Agency]) -> list[Agency]:
    """*found* with 原审批部门 as those whom the paragraph lets approve before: 经财政部门批准的设计，未经原审批部门同意不得改变."""
    made: list[Agency] = []
    for agency in found:
        line = article.unit.text.rfind("\n", 0, agency.start - article.unit.start) + 1 + article.unit.start
        named = [a for a in article.acting if line <= a.start < agency.start and a.canonical]
        lets = bool(named) and _LET_BY.match(article.text(named[-1].end, article.unit.end))
        if agency.canonical or not lets or not _FORMER.match(agency.surface):
            made.append(agency)
            continue
        made += [replace(agency, canonical=a.canonical) for a in listed_with(article, named, named[-1])]
    return made


_LISTS = re.compile(r"(?:、|和|或者?|以及|及)[^，。；：、的]{0,16}")


def listed_with(article: Article, named: Sequence[Agency], last: Agency) -> list[Agency]:
    """*last* and those of *named* that are listed before it: 财政部门、税务部门或者样品部门."""
    listed = [last]
    for agency in reversed([a for a in named if a.end <= last.start]):
        if not _LISTS.fullmatch(article.text(agency.end, listed[0].start)):
            break
        listed.insert(0, agency)
    return listed


_SUCH = re.compile(r"等(?:有关|相关|[^，。；：、等]{0,8}的)?$")
_CLASS = re.compile("(?:派出|有关|行政)?(?:机关|机构|部门)|派出机关")


def exemplified(article: Article, found: Sequence[Agency]) -> list[Agency]:
    """*found* with the bodies named as examples of the class that acts: 甲、乙等人民政府的派出机关."""
    if len(found) != 1 or found[0].canonical or not _CLASS.fullmatch(found[0].surface):
        return list(found)
    named = [a for a in article.agencies if a.end <= found[0].start]
    if not named or not _SUCH.search(article.text(named[-1].end, found[0].start)):
        return list(found)
    return [*listed_with(article, named, named[-1]), found[0]]


_GETS = re.compile(r"(?:取得|领取|申领|持有?|获得|办理)[^，。；]{0,24}$")


def _gets(article: Article, agency: Agency, clause: Clause) -> bool:
    return _GETS.search(article.text(clause.start, agency.start)) is not None


_FORWARDS = re.compile(r"[^。；]{0,40}(?:报|报送|转报|上报|报请|送)[^，。；报]{0,24}")
_DECIDES = re.compile(
    r"(?:或者?其(?:授权|委托)的[^，。；]{1,6})?[^，。；]{0,6}(?:核发|颁发|发给|审批|批准|核准|决定|认定|确认|命名|登记)"
)
_AFTER_THAT = re.compile(r"^[^，。；]{0,20}(?:登记|手续|执照|证书?|许可)[^，。；]{0,4}后，?(?:再)?(?:向|到|报|由)")
ASKS = re.compile(r"(?:提请|报请|报经|报)[^，。；]{0,10}$")
_PASSED_UP = re.compile(r"报(?!送)[^，。；]{0,14}$")  # 向县财政部门提出申请，报省、自治区、直辖市人民政府财政部门批准
_AGREED = re.compile(
    r"^[^，。；]{0,10}(?:同意|初审|审核|审查|核实|申请)[^，。；]{0,12}，?(?:按照[^，。；]{2,24}，|并|再|后，)?由[^，。；由]{0,14}$"
)
_THEN_ASKED = re.compile(
    r"^(?:审核|审查|初审)?同意[^，。；]{0,4}，(?:再|方可)?向[^，。；]{0,10}$"
)  # 经甲审核同意，向乙申请
_IS_ASKED = re.compile(r"(?:(?:书面)?(?:提出)?(?:书面)?|提交(?:下列|以下)?)申请(?![^，。；]{0,20}登记)")
_VILLAGE = re.compile(r"[乡镇][）)]?(?:级|人民|政府)|街道|村民")
_UNDERGOES = re.compile(r"(?:的|依法)?(?:实施|进行|开展)?的?(?:业务|统一|日常)?(?:监督|检查|管理|监管|调查)")


def deciding(article: Article, inside: list[Agency], clause: Clause) -> list[Agency]:
    """*inside* from the one who decides: not who passes an application on (乡镇…报县…核发), nor who is inspected."""
    for at, agency in enumerate(inside):
        before = article.text(max(clause.start, agency.start - 12), agency.start)
        between, after = article.text(inside[at - 1].end, agency.start), article.text(agency.end, clause.end)
        if (
            at
            and (ASKS.search(between) or _PASSED_UP.search(between) or _AGREED.search(between))
            and _DECIDES.match(after)
        ):
            return inside[at:]
        if at and _THEN_ASKED.search(between) and _IS_ASKED.match(after):
            return inside[at:]
        if at and _AFTER_THAT.search(between):
            return deciding(article, inside[at:], clause)
        if re.search(r"接受[^，。；]{0,10}$", before) and _UNDERGOES.match(article.text(inside[-1].end, clause.end)):
            return inside[at:]
    if not inside or not all(_VILLAGE.search(agency.surface) for agency in inside):
        return inside
    for agency in article.agencies:
        passed = inside[-1].end <= agency.start < clause.end and _FORWARDS.fullmatch(
            article.text(inside[-1].end, agency.start)
        )
        if passed and _DECIDES.match(article.text(agency.end, clause.end)):
            return [agency]
    return inside


_BRANCH = re.compile("(?:所属|派出|分支|直属)(?:的)?(?:管理|执法)?机构")


def with_branches(article: Article, found: Sequence[Agency]) -> list[Agency]:
    """*found* with each branch under the body to which it belongs: 财政部门及其派出机构."""
    made: list[Agency] = []
    for agency in (owned(article.unit, a, article.agencies) for a in found):
        own = bool(made) and "其" in article.text(made[-1].end, max(made[-1].end, agency.start))
        if own and not agency.canonical and _BRANCH.fullmatch(agency.surface):
            agency = replace(agency, canonical=made[-1].canonical)
        made.append(agency)
    return made


def together(article: Article, found: list[Agency]) -> list[Agency]:
    """The first body and those listed with it; one that comes after another act is competent for that act only."""
    kept = found[:1]
    entrusted: list[Agency] = []  # 由甲委托乙实施: in the name of the first
    for agency in found[1:]:
        between = article.text(kept[-1].end, agency.start)
        if not (re.fullmatch(r"[^，。；]{0,16}", between) or BESIDE.fullmatch(between)) or _PUNISHES.search(between):
            break
        if re.search("(?<!受)委托", between) or (kept[-1] in entrusted and "其" not in between):
            entrusted.append(agency)
        kept.append(agency)
    return [agency for agency in kept if agency not in entrusted]


_EXPERTS = re.compile("疾病预防控制|医疗|检验")


def only_one(article: Article, power: Power | None) -> list[Agency]:
    """Of an inspection or a measure: the body that alone acts in the article, whichever clause names it."""
    if power is None or power.kind not in ("行政检查", "行政强制措施"):
        return []
    named = [a for a in article.acting if a.canonical and not _EXPERTS.search(a.surface)]
    return named[:1] if len({a.canonical for a in named}) == 1 else []


OFFENCE = re.compile(r"违反治安管理|治安管理处罚")


def to_police(article: Article, clause: Clause) -> bool:
    """Whether *clause* leaves a breach of public order to the police and fixes nothing itself: 构成违反治安管理行为的，由公安机关…."""
    offence = OFFENCE.search(article.text(clause.start, clause.split))
    return offence is not None and not any(clause.split <= p.start < clause.end for p in article.penalties)


def rules_itself(article: Article, clause: Clause) -> bool:
    """Whether *clause* fixes a penalty, for which those who come in elsewhere are not competent."""
    return any(clause.split <= p.start < clause.end for p in article.penalties)


def rules_else(article: Article, clause: Clause) -> bool:
    """Whether *clause* does nothing against the wrongdoer: 具体办法由市人民政府制定; 没收的样品应当移交财政部门."""
    words = article.text(clause.split, clause.end)
    return not sanctions(article, clause) and not _AGAINST.search(_TAKEN_OVER.sub("", words))


_AGAINST = re.compile(
    r"责令|制止|查处|处罚|代为|拆除|扣押|查封|没收|收缴|收回|追[缴回]|罚款|警告|吊销|撤销|取消|注销|批评|处分|处理|处置|取缔|限期|劝阻|约谈|提请|决定|给予|予以|依法|恢复|清[除理]|列入|向社会公布"
    r"|(?:按照?|依照|根据)(?:下列|以下)|[：:]\s*$"
)
_TAKEN_OVER = re.compile(
    r"(?:行政机关)?(?:依法)?(?:没收|收缴|罚没|扣押|查封)的[^。；]*移交[^。；]*|[^，。；]{0,40}(?:处置|处理|处罚)[^，。；由]{0,8}(?:办法|标准|规定)[^，。；]{0,4}由[^。；]*"
)
