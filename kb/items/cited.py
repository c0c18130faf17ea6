"""What a punished conduct breaks: the duties of the articles that the condition cites, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kb.address import parent
from kb.items.article import Article, Law
from kb.items.conducts import Draft, items_of
from kb.model import Citation, Provision
from kb.naming import conduct_of, flat, object_of
from kb.naming.breaches import setting_of
from kb.naming.duties import breach_in_list, breach_of
from kb.naming.phrases import first_party
from kb.tag.clauses import clauses

_DUTY_LENGTH = 60  # characters of a duty quoted in an item's conduct
_MOST = 6  # paragraphs of a cited article that are taken one by one


def by_duty(
    law: Law, draft: Draft, article: Article | None = None, actor: str = ""
) -> Iterator[tuple[str, list[Citation]]]:
    """What is punished where the condition only names the places that were broken, each by itself."""
    for duty in _exact(law, article, draft) if article else dict.fromkeys(draft.duties):
        place = f"《{duty.title}》{duty.address}" if duty.title else duty.address
        words = f"违反{place}规定"
        target = law.places.get(duty.target_id)
        own = target is not None and target.start <= draft.start < target.end
        if target is None or (own and article is None):
            yield words, [duty]
        elif own and article is not None:
            yield from list(earlier_in(law, article, draft)) or before_it(article, draft)
        else:
            made = list(_breaches(law, target))
            for where, says in made:
                exact = duty if where is target else replace(duty, address=where.address, target_id=where.id)
                says = f"{actor}{_joined(says)}" if actor and _lacks(says, actor) else says
                yield f"{says}（违反{exact.address}规定）", [exact]
            if not made:
                says = conduct_of(re.split(r"[。：]", flat(target.text))[0], "")
                yield f"{words}（{says[:_DUTY_LENGTH]}）", [duty]


def _joined(breach: str) -> str:
    """*breach* as it follows upon its doer: 其起点未… -> 起点未…, 其他禁止的行为 -> 实施其他禁止的行为."""
    breach = re.sub("^其(?!他)", "", breach)
    return f"实施{breach}" if re.fullmatch("(?:法律|其他|国家)[^，；]*(?:行为|活动)", breach) else breach


def _lacks(breach: str, actor: str) -> bool:
    """Whether *breach* does not say who commits it, so that the *actor* has to stand before it."""
    if any(name in breach for name in re.split("、|和|或者?|及其?", actor) if len(name) > 1):
        return False
    return bool(re.match("[未在]|不(?!同)|擅自", breach)) or not _DOES.match(breach)


_DOES = re.compile(r"[^，]*(?:单位|企业|(?<!或)者|人员?(?![身工民行力])|机构|公司|[员师园院校商社户]|部门)")  # says who
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_LISTED = rf"第?[（(]?{_NUMERAL}[）)]?[项款]?"
_WHICH = rf"(?P<which>(?:第(?P<paragraph>{_NUMERAL})款)?{_LISTED}(?:(?:、|至|到|和|或者?|以及|及){_LISTED})*)(?=行为|情形|所列|规定|的|中)"
_THOSE = re.compile(rf"\s*(?:[（(]{_NUMERAL}[）)])?\s*[^，。；]{{0,12}}?(?:具?有|违反|实施|属于)(?:上述|前述)?{_WHICH}")
_AMONG = re.compile(rf"(?:所列的?|规定的?|中的?)?{_WHICH}")


def _exact(law: Law, article: Article, draft: Draft) -> list[Citation]:
    """The cited places, as far as the words go: 违反第七项规定 below a lead that names the article is its item."""
    found = list(dict.fromkeys(draft.duties))
    text = article.text(draft.start, draft.end)
    inside = [d for d in found if draft.start <= d.start < draft.end]
    if not inside:
        those = _THOSE.match(text)
        whole = list(dict.fromkeys(replace(d, address=d.address.partition("条")[0] + "条") for d in found))
        return (_parts(law, article, whole[0], those) if those and whole else []) or found
    made = []
    for duty in inside:
        among = _AMONG.match(text, duty.end - draft.start)
        made += (_parts(law, article, duty, among) if among else []) or [duty]
    return made if made != inside or draft.part.kind == "项" else found


def _parts(law: Law, article: Article, duty: Citation, named: re.Match[str]) -> list[Citation]:
    """The 款 or 项 of the article of *duty* that the words name beside it: 第二款, 第（一）至（五）项."""
    which = named["which"]
    if not duty.address.endswith("条") or which[-1] not in "项款":
        return []
    places: list[tuple[str, ...]]
    if which.endswith("款"):
        places = [(f"第{number}款",) for number in items_of(which.replace("款", "项"))]
    else:
        lines = [f"第（{number}）项" for number in items_of(which)]
        places = [(f"第{named['paragraph'] or '一'}款{line}", line) for line in lines]
    made = []
    for either in places:
        known = (law.places.get(f"{article.unit.doc_id}#{duty.address}{place}") for place in either)
        if place := next((place for place in known if place is not None), None):
            made.append(replace(duty, address=place.address, target_id=place.id))
    return made


def _breaches(law: Law, target: Provision) -> Iterator[tuple[Provision, str]]:
    """The breaches of a cited place, each with the 条, 款 or 项 that lays down the duty."""
    if target.kind == "项":
        lead = lead_in(law, target)
        if says := breach_in_list(lead, target.text) or _in_punished(lead, target.text):
            yield target, says
        return
    inside = [p for p in law.places.values() if target.start <= p.start < p.end <= target.end and p is not target]
    paragraphs = [p for p in inside if p.kind == "款"] if target.kind == "条" else [target]
    for paragraph in (paragraphs or [target])[:_MOST]:
        lines = [p for p in inside if p.kind == "项" and paragraph.start <= p.start < paragraph.end]
        before = law.document.text[paragraph.start : lines[0].start] if lines else paragraph.text
        listed = [b for line in lines for b in _breaches(law, line)] if re.search(r"[：:]\s*$", before) else []
        if listed:
            yield from listed
        elif says := _punished(paragraph.text) or breach_of(before):
            yield (paragraph if len(paragraphs) > 1 else target), says


def _punished(text: str) -> str:
    """The conduct of a paragraph that itself punishes one; empty where it lays down a duty."""
    first = next(iter(clauses(text)), None)
    if first is None or first.split == first.start or not _PUNISHES.search(text, first.split, first.end):
        return ""
    condition = text[first.start : first.split]
    return "" if _LISTS.search(condition) else conduct_of(condition, "")


def _in_punished(lead: str, line: str) -> str:
    """The conduct of a *line* whose *lead* punishes all of its kind: 样品机构有下列情形之一的，由…责令改正：（一）…."""
    first = next(iter(clauses(lead)), None)
    if first is None or not _PUNISHES.search(lead, first.split, first.end):
        return ""
    condition = lead[first.start : first.split]
    return conduct_of(line, setting_of(condition)) if _LISTS.search(condition) else ""


_LISTS = re.compile("(?:下列|以下)[^，。；]{0,12}(?:情形|行为)")


_PUNISHES = re.compile(
    r"(?:^|，)(?:由[^，。；]{2,30})?责令[^，。；]{0,6}(?:改正|停止)|[元倍]以?[^，。；]{0,2}罚款|给予警告"
)


def earlier_in(law: Law, article: Article, draft: Draft) -> Iterator[tuple[str, list[Citation]]]:
    """The breaches of the paragraphs of the same article that stand before 违反本条规定的."""
    if draft.part.kind != "款":
        return
    for paragraph in article.parts:
        if paragraph.kind == "款" and paragraph.end <= draft.start:
            for place, says in _breaches(law, paragraph):
                yield f"{says}（违反{place.address}规定）", []


_PARAGRAPHS = re.compile("(?<!条)第[一二三四五六七八九十]款")


def before_it(article: Article, draft: Draft) -> Iterator[tuple[str, list[Citation]]]:
    """The breach of the duty that stands just before 违反规定的, in the same paragraph or, where it opens one, in those named or the one before."""
    if draft.part.kind == "项":
        return
    if draft.duty:
        if says := breach_of(article.text(draft.start, draft.duty)):
            yield says, []
        return
    home = next((p for p in article.parts if p.kind == "款" and p.start <= draft.start < p.end), article.unit)
    condition = article.text(draft.start, draft.end)
    numbers = _PARAGRAPHS.findall(condition)
    if (
        "本条" not in condition and not article.text(home.start, max(home.start, draft.start)).strip()
    ):  # it opens its paragraph
        named = [p for p in article.parts if p.kind == "款" and any(p.address.endswith(n) for n in numbers)]
        yield from ((says, []) for p in named if (says := breach_of(p.text)))
        home = next((p for p in article.parts if p.kind == "款" and p.end <= home.start <= p.end + 1), home)
    for sentence in (
        () if numbers else reversed(re.split("[。\n]", article.text(home.start, max(home.start, draft.start))))
    ):
        if says := breach_of(sentence):
            yield says, []
            return


def lead_in(law: Law, item: Provision) -> str:
    """The words that introduce the list in which *item* stands."""
    lead = law.places.get(f"{item.doc_id}#{parent(item.address)}引语")
    return lead.text if lead is not None else ""


_WHO = r"(?:[^，。；未不]{0,24}(?:单位|企业|者|人|机构|公司|人员|[商户所校院员]|(?<![在的])方))?"
_VAGUE = re.compile(  # 违反规定发布广告, 未办理备案手续: which rule or which duty, only the cited article says
    rf"{_WHO}违反规定(?P<act>[^，。；]{{2,30}})|{_WHO}(?:从事|实施|进行)[^，。；]{{0,6}}禁止(?:性|的)?(?:行为|活动)"
    rf"|{_WHO}(?:未|不)(?:按照?(?:有关|相关)?(?:规定|要求)|依法|及时|如实|认真)*(?:办理|履行|执行|落实|遵守|尽到|采取)?"
    r"(?:(?:有关|相关|相应|规定的?|法定|本条例规定的)*(?:手续|备案|义务|职责|责任|规定|要求|措施|制度|规范)"
    r"|(?P<duty>备案|报告|登记|变更|告知|公示|审查|管理|安全|保护)+(?:手续|义务|职责|责任|规定|要求|措施|制度|规范))"
)
_MOST_SAID = 120  # characters of duties that an item's conduct takes in


def with_duty(law: Law, article: Article, draft: Draft, conduct: str) -> str:
    """*conduct* with what its words leave to the cited duties: the breach of a vague one, the place of one without."""
    if not draft.duties or "（" in conduct:
        return conduct
    targets = [law.places.get(duty.target_id) for duty in _exact(law, article, draft)]
    known = [t for t in targets if t is not None and not t.start <= draft.start < t.end]
    if not known or len(known) != len(targets):
        return conduct
    vague = _VAGUE.fullmatch(conduct)
    if not vague:
        lines = [line for target in known for line in [target, *_lines_in(law, target)]]
        place = next((place for line in lines if (place := _place_of(law, line, conduct))), "")
        return place + ("，" if place and (object_of(conduct) or first_party(conduct)) else "") + conduct
    said = "；".join(dict.fromkeys(says for target in known for _, says in _breaches(law, target)))
    meant = _shared(vague["act"], said) if vague["act"] else (vague["duty"] or "") in said
    return f"{conduct}（{said}）" if meant and 4 < len(said) <= _MOST_SAID and said not in conduct else conduct


def _shared(act: str, said: str) -> bool:
    """Whether most character pairs of *act* stand in what the duty says."""
    plain = _PLAIN.sub("", act)
    wanted = {plain[i : i + 2] for i in range(len(plain) - 1)}
    return sum(pair in said for pair in wanted) >= _SHARE * len(wanted)


_AREAS = r"(?:范围|区域|保护区|控制区|管理区|限制区|禁止?[^，。；：]{1,4}区|景区|库区|地带|水域|海域|河段|路段|航段|期|期间|时段|季节)"
_PLACE = re.compile(
    rf"(?:禁止|严禁|任何[^，。；]{{2,10}}不得|不得)?(?P<place>在(?:(?!行政区域|本[市省区县州条法]|全[市省]|境内)[^，。；：]){{0,30}}?{_AREAS}[内里中]?"
    rf"|(?:(?!行政区域|本[市省区县州条法]|全[市省]|境内|公共|进入|船舶|车辆|人员)[^，。；：在]){{2,30}}?{_AREAS}[内里中]?(?=，?(?:还|均|都)?(?:禁止|严禁|不得)))，?(?![、和或及与的]|以外|外)"
)
_PLACED = re.compile("在[^，。；]{1,30}(?:[内上中里外下旁]|期|期间|时|处|区)|范围|区域|区内|期间|周边|附近|沿线")
_PLAIN = re.compile("擅自|未经(?:批准|许可|同意)|违反规定|非法|违法|从事|进行|实施|的?(?:行为|活动)$|[，、或者及和的]")
_SHARE = 0.7  # of the character pairs of a conduct that stand in the duty it breaks


def _lines_in(law: Law, target: Provision) -> list[Provision]:
    """The lines of the list that *target* holds; none where it is a line itself."""
    if target.kind == "项" or not re.search("[：:]\\s*\n", target.text):
        return []
    return [p for p in law.places.values() if p.kind == "项" and target.start <= p.start < target.end]


def _place_of(law: Law, target: Provision, conduct: str) -> str:
    """Where or when the duty *target* bans what *conduct* says without a place: 在保护范围内."""
    plain = _PLAIN.sub("", conduct)
    wanted = {plain[i : i + 2] for i in range(len(plain) - 1)}
    if not 1 <= len(wanted) <= 40 or _PLACED.search(conduct):
        return ""
    lead = lead_in(law, target) if target.kind == "项" else ""
    for sentence in re.split("[。\n]", target.text):
        said = (_PLACE.match(conduct_of(words, "")) for words in ([lead, sentence] if lead else [sentence]))
        found = next(filter(None, said), None)
        line = _PLAIN.sub("", sentence)
        shared = sum(pair in line for pair in wanted)
        if found and _MODAL.search(lead or sentence) and shared >= _SHARE * len(wanted):
            place = found["place"] if found["place"].startswith("在") else f"在{found['place']}"
            return "" if place.removeprefix("在") in conduct or conduct.startswith(place[:4]) else place
    return ""


_MODAL = re.compile("不得|禁止|严禁|应当|必须")
