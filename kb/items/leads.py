"""What the lead of a list of conducts puts before each of its lines: who, in which setting, with which result."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.items.article import Article
from kb.naming import conduct_of, object_of
from kb.naming.breaches import says_nothing, setting_of
from kb.tag.clauses import Clause


def lies_in(address: str, place: str) -> bool:
    """Whether *address* is *place* or a line of it."""
    return address == place or address.startswith(place + "第（")


def actor_of(article: Article, lead: Sequence[Clause]) -> str:
    condition = next((c for c in lead if c.split > c.start and not c.grades), None)
    if condition is None:
        return ""
    text = article.text(condition.start, condition.split)
    person = _PERSON.fullmatch(setting_of(text)) if _LISTS.search(text) else None
    return object_of(text) or (person.group() if person else "")


_PERSON = re.compile(r"[^，。；的在]{0,8}(?:(?<![生成增])长|[船海教乘学]员|居民|村民|业主|用户|教师|律师)")


_SORTS = re.compile(r"\s*[（(][一二三四五六七八九十]{1,3}[）)]\s*对[^，。；]{2,30}[，]?(?:可以?|处|给予|予以|并处)")
_SIZES = re.compile(  # （一）五百总吨以下的船舶，处…: of which size, no act
    r"\s*[（(][一二三四五六七八九十]{1,3}[）)]\s*(?P<size>[0-9一二三四五六七八九十百千万]{1,8}[^，。；]{1,6}以[上下](?:、[^，。；]{2,12}以[上下])?的[^，。；]{1,8})，(?:可以?|处|给予|予以|并处)"
)


def size_of(article: Article, line: Clause) -> str:
    """Of which size the thing is that *line* of a list punishes by a fine of its own: 五百总吨以下的船舶."""
    found = _SIZES.match(article.text(line.start, line.end))
    return found["size"] if found else ""


def named_by(article: Article, lead: Sequence[Clause], line: Clause) -> Clause | None:
    """The condition of the lead, where the line only says whom to punish how (（一）对船员，可以给予警告)."""
    condition = next((c for c in lead if c.split > c.start and not c.grades), None)
    sorts = _SORTS.match(article.text(line.start, line.end)) or size_of(article, line)
    if condition is None or not sorts:
        return None
    text = article.text(condition.start, condition.split)
    return None if says_nothing(conduct_of(text, ""), "") and "前条" not in text else condition


_LISTS = re.compile(r"(?:下列|以下)[^，。；]{0,40}$")


def setting_in(article: Article, lead: Sequence[Clause], line: Clause) -> str:
    """What the lead puts before each line: all of 船长在航行中有下列行为之一的, the subject where the lines say the rest."""
    condition = next((c for c in lead if c.split > c.start and not c.grades), None)
    if condition is None:
        return ""
    text = article.text(condition.start, condition.split)
    if said := result_in(article, lead):
        text = text.replace(f"，{said}", "")
    setting = setting_of(text).removesuffix("或者")
    if _LISTS.search(text) or not setting:
        return setting
    above = article.part_at(line.start).address.partition("第（")[0]
    lines = [(c, article.part_at(c.start)) for c in article.clauses]
    for clause in [line, *(c for c, part in lines if part.kind == "项" and lies_in(part.address, above))]:
        begun = conduct_of(article.text(clause.start, clause.end), "")[:2]  # 客运机动车载客载货: （一）载客超过…
        if (
            begun
            and (at := setting.find(begun)) >= 0
            and not setting.startswith("对")
            and not setting[:at].endswith(("任何", "其他", "有关"))
        ):
            return setting[:at]
    words = article.text(line.start, line.split)
    sorts = line.grades or HOLDS.match(words) or _CONCERNS.match(words)
    return _FINED_BY.sub("", setting) if sorts else actor_of(article, lead)


_CONCERNS = re.compile(  # of what kind or how much it was, no act: （一）涉及一级保护的
    r"\s*(?:[（(][一二三四五六七八九十]+[）)])?\s*(?:涉及|属于|数[量额]|金额|面积|货值|价值|违法所得|首次|第[一二三四五]次)[^，。；未不擅拒违]{0,40}的?$"
)
_FINED_BY = re.compile("，(?:依照|按照)[^，。；]*(?:罚款|处罚)$")
_RESULT = re.compile(
    r"(?:下列|以下)[^，。；]{0,12}(?:行为|情形)之一，(?P<words>(?:[^，。；]{0,8}(?:导致|造成|致使|扰乱|危害|危及|影响|妨碍|破坏)|进行)[^。；]{3,60}?)的?$"
)
_CIVIL = re.compile("损[失害]|人身|构成|情节|拒不|逾期")


def result_in(article: Article, lead: Sequence[Clause]) -> str:
    """What the lead demands of each of its lines beside the line itself: 有下列情形之一，导致传染病传播的."""
    condition = next((c for c in lead if c.split > c.start and not c.grades), None)
    found = _RESULT.search(article.text(condition.start, condition.split)) if condition else None
    return found["words"] if found and not _CIVIL.search(found["words"]) else ""


_LIMITS = re.compile(r"(?:当事人|责任人)?(?:逾期|拒不|仍不|情节严重)(?:(?!构成犯罪)[^，。；]){0,10}$")
_AS_LISTED = re.compile(
    r"[，\s]*(?:由[^，。；]{2,30}?|可以?|应当|予以|并)*(?:依照|按照?|根据|以)?(?:下列|以下)[^，。；：:]{0,16}[：:；;]?\s*$"
)


def case_in(article: Article, lead: Sequence[Clause]) -> str:
    """The case that the end of the lead sets for its lines: 责令改正；逾期不改正的，按照下列规定处罚."""
    graded = [c for c in lead if c.grades and "赔偿" not in article.text(c.split, c.end)]
    last = graded[-1] if graded else None
    after = [c for c in lead if last and c.start > last.start and not c.grades and c.split == c.start]
    if last is None or after or not _AS_LISTED.match(article.text(last.split, last.end)):
        return ""
    words = article.text(last.start, last.split).strip().removesuffix("的")
    return words if _LIMITS.fullmatch(words) else ""


HOLDS = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十]+[）)])?\s*(?:已经?|仍)?(?:没?有|取得|持有)[^，。；未不]{0,14}"
    r"(?:许可证件?|许可证书|采集证|[^，。；]证书|执照|执业资格|从业资格|运输资质|资质|非法所得|违法收入|猎获物|渔获物)的$"
)
