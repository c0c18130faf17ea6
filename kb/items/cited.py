"""What a punished conduct breaks: the duties of the articles that the condition cites, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kb.address import parent
from kb.items.article import Article, Law
from kb.items.conducts import Draft, items_of
from kb.model import Citation, Provision
from kb.naming import conduct_of, doer_of, flat, object_of
from kb.naming.breaches import HEAD, setting_of
from kb.naming.duties import breach_in_list, breach_of
from kb.naming.phrases import first_party
from kb.tag.clauses import clauses

_DUTY_LENGTH = 60  # characters of a duty quoted in an item's conduct
_MOST = 6  # paragraphs of a cited article that are taken one by one


def by_duty(
    law: Law, draft: Draft, article: Article | None = None, actor: str = ""
) -> Iterator[tuple[str, list[Citation]]]:
    """What is punished where the condition only names the places that were broken, each by itself."""
    limbs = limbs_of(article.text(draft.start, draft.end)) if article else []
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
            if len(limbs) > 1:
                actor = who_breaks(_limb_at(limbs, duty.start - draft.start)) or actor
            made = list(_breaches(law, target))
            for where, says in made:
                exact = duty if where is target else replace(duty, address=where.address, target_id=where.id)
                says = f"{actor}{_joined(says)}" if actor and _lacks(says, actor) else says
                yield f"{says}（违反{exact.address}规定）", [exact]
            if not made:
                says = _quoted(target.text)
                yield f"{words}（{says}）" if says else words, [duty]


def limb_of(article: Article, draft: Draft, duties: Sequence[Citation]) -> str:
    """The words of the condition that go with *duties*: 违反第九条规定造成损坏的 of 有第八条行为的，或者违反第九条规定造成损坏的."""
    text = article.text(draft.start, draft.end)
    return _limb_at(limbs_of(text), duties[0].start - draft.start) if duties else text


def limbs_of(text: str) -> list[str]:
    """The limbs of a condition, each with the article that it cites; one where it does not name several."""
    limbs: list[list[str]] = []
    cites = False
    for piece in _PIECE.findall(text):
        if not limbs or (cites and _NEW_LIMB.match(piece)):
            limbs.append([])
            cites = False
        limbs[-1].append(piece)
        cites = cites or _CITES.search(piece) is not None
    return ["".join(limb) for limb in limbs]


def _limb_at(limbs: Sequence[str], at: int) -> str:
    end = 0
    for limb in limbs:
        end += len(limb)
        if at < end:
            return limb.rstrip("，").removesuffix("的")
    return ""


_PIECE = re.compile("[^，]*，|[^，]+$")
_CITES = re.compile("第[^，。；第]{1,8}[条款项]")
_NEW_LIMB = re.compile(
    "(?:或者|以及)[^，。；]{0,30}?(?:违反|有)[^，。；第]{0,8}第|[^，。；]{2,30}违反[^，。；第]{0,8}第"
)


def who_breaks(text: str) -> str:
    """Who broke the rule that *text* cites, or in what business: 业主委员会成员, 销售种畜，."""
    head = re.split("违反|未|有(?=本|《|第)", text.removeprefix("或者").removeprefix("以及"))[0]
    words = re.sub("(?:或者?|以及|，)+$", "", conduct_of(head, ""))
    if (whom := object_of(words)) or len(head) == len(text):
        return whom
    if not 2 <= len(words) <= _SHORT or _NO_NOUN.search(words):
        return ""
    return words if _NOUN.search(words) else f"{words}，"


_SHORT = 24  # characters of a doer or a business
_NO_NOUN = re.compile(
    "[，；]|^(?:因|由|经(?!营)|对|在|其|和|或|并|且|单位$|个人$)|应当|部门|机关|政府|(?:的|和|在|有|等|因|中)$"
)
_NOUN = re.compile(
    r"(?:员|人|者|师|生|商|方|户|主|长|单位|企业|机构|公司|组织|[学医]?院|校|社|会|所|店|站|厂|队|场|库|[作工]坊|摊|贩)$"
)


def narrowed(actor: str, conduct: str) -> str:
    """The one of several doers that *conduct* speaks of: 甲单位、乙机构 -> 乙机构; *actor* itself where it names but one."""
    among = [name for name in re.split("、|和|或者?|以及|及其?", actor) if len(name) > 1]
    doer = doer_of(conduct.partition("（违反")[0]) if len(among) > 1 else ""
    whole = re.fullmatch(f"(?:任何|有关|相关){re.escape(doer)}", actor) or doer.startswith(actor)
    if not doer or whole or _THING.search(doer):
        return actor
    return doer if any(name in doer or doer in name for name in among) else actor


_THING = re.compile("(?:船舶?|车辆?|设施)$")


def _quoted(text: str) -> str:
    """The first words of a duty that no breach could be made of, at most _DUTY_LENGTH of them; empty for a bare 禁止下列行为."""
    lead, _, lines = text.partition("。" if "。" in text.split("\n")[0] else "\n")
    first = flat(lead.rstrip("：:；;。"))
    if re.search("[：:]\\s*$", lead):
        first = f"{first}：{'；'.join(flat(line) for line in lines.splitlines() if line.strip())}"
    says = first if "：" in first else conduct_of(first, "")
    if re.search("(?:禁止|适用|应当遵守|不得)$", says):
        return ""
    if len(says) <= _DUTY_LENGTH:
        return says
    whole = max(says.rfind(end, 0, _DUTY_LENGTH) for end in "，；：、")
    return (says[:whole] if whole > _DUTY_LENGTH // 3 else says[:_DUTY_LENGTH]).rstrip("：") + "……"


def _joined(breach: str) -> str:
    """*breach* as it follows upon its doer: 其起点未… -> 起点未…, 其他禁止的行为 -> 实施其他禁止的行为."""
    breach = re.sub("^其(?!他)", "", breach)
    return f"实施{breach}" if re.fullmatch("(?:法律|其他|国家)[^，；]*(?:行为|活动)", breach) else breach


def _lacks(breach: str, actor: str) -> bool:
    """Whether *breach* does not say who commits it, so that the *actor* has to stand before it."""
    if any(name in breach for name in re.split("、|和|或者?|及其?", actor) if len(name) > 1):
        return False
    return bool(re.match("[未在]|不(?!同)|擅自", breach)) or not _DOES.match(breach)


_DOES = re.compile(
    r"[^，]*(?:单位|企业|(?<!或)者|人员?(?![身工民行力])|机构|公司|[员师园院校商社户坊]|餐饮店|食杂店|摊[贩点]|部门)"
)  # says who
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_LISTED = rf"第?[（(]?{_NUMERAL}[）)]?[项款]?"
_WHICH = rf"(?P<which>(?:第(?P<paragraph>{_NUMERAL})款)?{_LISTED}(?:(?:、|至|到|和|或者?|以及|及){_LISTED})*)(?=行为|情形|活动|所列|规定|的|中)"
_THOSE = re.compile(
    rf"\s*(?:[（(]{_NUMERAL}[）)])?\s*[^，。；]{{0,12}}?(?:具?有|违反|实施|属于|从事|进行)(?:上述|前述|本条)?{_WHICH}"
)
_AMONG = re.compile(rf"(?:所列的?|规定的?|中的?)?{_WHICH}")


def _exact(law: Law, article: Article, draft: Draft) -> list[Citation]:
    """The cited places, as far as the words go: 违反第七项规定 below a lead that names the article is its item."""
    found = list(dict.fromkeys(draft.duties))
    text = article.text(draft.start, draft.end)
    inside = [d for d in found if draft.start <= d.start < draft.end]
    elsewhere = [d for d in found if d not in inside]
    beside = article.unit.id if draft.part.kind == "项" and "本条第" in text else "#"
    if elsewhere and all(
        not d.title and (d.target_id not in law.places or d.target_id.startswith(beside)) for d in inside
    ):
        those = _THOSE.match(text)  # 第二款, 本条第四项: of the article that the lead names
        return (_parts(law, article, _above(elsewhere[0], those), *_said_of(those)) if those else []) or found
    made = []
    for duty in inside:
        among = _AMONG.match(text, duty.end - draft.start)
        made += (_parts(law, article, duty, *_said_of(among)) if among else []) or [duty]
    return made if made != inside or draft.part.kind == "项" else found


_ARTICLE = re.compile("第[^条]+条(?:之[一二三四五六七八九十]+)?")


def _above(duty: Citation, named: re.Match[str]) -> Citation:
    """The article of *duty*, or its paragraph where the words *named* only a line of it."""
    whole = named["which"].endswith("款") or named["paragraph"]
    article = _ARTICLE.match(duty.address)
    address = article.group() if whole and article else re.sub("第（[^）]*）项.*$", "", duty.address)
    return replace(duty, address=address)


def _said_of(named: re.Match[str]) -> tuple[str, str]:
    return named["which"], named["paragraph"] or ""


_MIXED = re.compile("(?P<lines>.*项)(?:、|和|或者?|以及|及)(?P<paragraphs>第[^项]*款)")


def _parts(law: Law, article: Article, duty: Citation, which: str, paragraph: str) -> list[Citation]:
    """The 款 or 项 of the article of *duty* that the words name beside it: 第二款, 第（一）至（五）项, 第四、五项和第二款."""
    whole = _ARTICLE.match(duty.address)
    if (mixed := _MIXED.fullmatch(which)) and whole:
        above = replace(duty, address=whole.group())
        own = _parts(law, article, duty, mixed["lines"], paragraph)
        others = _parts(law, article, above, mixed["paragraphs"], "")
        return [*own, *others] if own and others else []
    if not duty.address.endswith("条" if which.endswith("款") else ("条", "款")) or which[-1] not in "项款":
        return []
    places: list[tuple[str, ...]]
    if which.endswith("款"):
        places = [(f"第{number}款",) for number in items_of(which.replace("款", "项"))]
    else:
        lines = [f"第（{number}）项" for number in items_of(which)]
        places = [(f"第{paragraph or '一'}款{line}", line) for line in lines]
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
        conduct = _owed_by(law, known, conduct) + conduct
        lines = [line for target in known for line in [target, *_lines_in(law, target)]]
        place = next((place for line in lines if (place := _place_of(law, line, conduct))), "")
        return place + ("，" if place and (object_of(conduct) or first_party(conduct)) else "") + conduct
    said = "；".join(dict.fromkeys(says for target in known for _, says in _breaches(law, target)))
    meant = _shared(vague["act"], said) if vague["act"] else (vague["duty"] or "") in said
    return f"{conduct}（{said}）" if meant and 4 < len(said) <= _MOST_SAID and said not in conduct else conduct


def _shared(act: str, said: str) -> bool:
    """Whether most character pairs of *act* stand in what the duty says."""
    wanted = _pairs(act)
    return sum(pair in said for pair in wanted) >= _SHARE * len(wanted)


def _pairs(act: str) -> set[str]:
    """The character pairs of *act* without the words that any breach has."""
    plain = _PLAIN.sub("", act)
    return {plain[i : i + 2] for i in range(len(plain) - 1)}


def _owed_by(law: Law, targets: Sequence[Provision], conduct: str) -> str:
    """The one party on which the cited duties lay what *conduct* breaks without saying who: 餐饮经营者 of 未使用清洁能源."""
    act = conduct.split("，")[0]
    wanted = _pairs(_NOT_DONE.sub("", act))
    if not _TELLING <= len(wanted) <= _MOST_PAIRS or not _DOERLESS.match(act) or doer_of(conduct):
        return ""
    owing = set()
    for target in targets:
        lead = lead_in(law, target) if target.kind == "项" else ""
        for sentence in re.split("[。；\n]", target.text):
            modal = _MODAL.search(lead or sentence)
            line = _PLAIN.sub("", sentence)
            if modal and sum(pair in line for pair in wanted) >= _SHARE * len(wanted):
                owing.add(_party(HEAD.sub("", lead or sentence)))
    return owing.pop() if len(owing) == 1 else ""


def _party(sentence: str) -> str:
    """The party at the head of a duty, by its full name; empty for anybody and for organs."""
    found = _HEAD_PARTY.match(re.sub("\\s+", "", sentence))
    return "" if found is None or _ANYBODY.search(found[1]) else found[1]


_TELLING, _MOST_PAIRS = 4, 60  # character pairs of an act by which a duty is known
_DOERLESS = re.compile("(?:未(?!成年)|不(?!同)|没有|拒[不绝]|擅自|在[^，]{2,30}(?:以外|之外))")
_NOT_DONE = re.compile("^(?:未(?:按照?|依照)?(?:有关|相关)?(?:规定|要求)?|不|没有|拒[不绝]|擅自)|在|以外|之外")
_HEAD_PARTY = re.compile(
    "([^，。；：、不应未]{2,20}?(?:单位|企业|公司|机构|(?<!或)者|人员|[旅客学]?店|学校|医院|银行|驾驶人|所有人|管理人|使用人|业主)"
    "(?:(?:和|或者?|、|及其?)(?:[^，。；：、不应未]{1,12}(?:单位|企业|公司|机构|者|人员|所有人|管理人|使用人|业主)|个人))*)(?:，?应当|，?必须|，?不得)"
)
_ANYBODY = re.compile(
    "任何|前款|本条|上述|各级|政府|部门|机关|委员会|办事处|^(?:有关|相关)?(?:单位|个人|人员|公民)(?:[和或、]|$)|^(?:对|由|在|向|经|为|因|从|按|将|把|其|使用|进入|设立|举办|开办|成立|申请|新建|开展)"
)


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
    wanted = _pairs(conduct)
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
