"""Page -> leading groups and joint meetings, their members, and the members' units as they are called today."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kb.model import Agency
from kb.policy.bodies import bodies
from kb.policy.page import Page, Sentence
from kb.policy.records import Group, Member
from kb.registry import agencies, agency_stems
from kb.tag import agencies_in

_PART = r"(?:(?:常务|第一|执行)?副?\s*组\s*长|(?:副)?总?召集人|(?:副)?总?指挥长?|副?主任委员|成\s*员(?:单位)?|组\s*员|副?\s*主\s*任|联络员|委\s*员|秘书长)"
_LINE = re.compile(rf"^\s*(?P<part>{_PART})\s*：\s*(?P<rest>.*)$")
_NAME = re.compile(
    r"^(?P<person>(?:[\u4e00-\u9fff]\s{1,3}[\u4e00-\u9fff]|[\u4e00-\u9fff]{2,4}(?:·[\u4e00-\u9fff]{1,6})?))(?:\s+|（)(?P<posts>\S.*)$"
)
_GROUP = re.compile(r"[\u4e00-\u9fff“”]{2,30}?(?:领导小组|工作小组|协调小组|指挥部|联席会议|委员会|工作专班)")
_POST = re.compile(
    r"(?P<unit>.*?)(?P<post>(?:党组|党委|党工委|常务)?(?:副?(?:局长|主任|县长|市长|区长|镇长|乡长|书记|部长|大队长|支队长|队长|站长|所长|院长|检察长|主席|董事长|经理|司令员|秘书长|会长|社长)|政委|教导员|政治教导员|政治委员|常委|负责人|主要负责人|分管负责人|党组成员|党组副书记|党组书记|四级调研员|[一二三四]级(?:主任科员|调研员|高级主办)))$"
)


def find_members(page: Page) -> Iterator[Member]:
    """Yield the members of groups: lists with 组长：, 成员：, and prose such as 由…任组长，…为成员."""
    yield from sorted([*_listed(page), *_told(page)], key=lambda m: (m.start, m.unit))


def _listed(page: Page) -> Iterator[Member]:
    part, group = "", ""
    for leaf in page.leaves:
        for line in re.finditer(r"[^\n]+", page.text[leaf.start : leaf.end]):
            start = leaf.start + line.start()
            if (named := _GROUP.search(line[0])) and ("名单" in line[0] or line[0].rstrip().endswith("：")):
                group, part = re.sub(r"^(?:成立|设立|建立|组建)", "", named[0]), ""
            head = _LINE.match(line[0])
            if head:
                part = re.sub(r"\s", "", head["part"])
            elif not part:
                continue
            rest = head["rest"] if head else line[0]
            offset = start + (head.start("rest") if head else 0)
            made = list(_one(page, group, part, offset, rest)) if rest.strip() else []
            if not made and not head:
                part = ""
            yield from made


def _one(page: Page, group: str, part: str, offset: int, rest: str) -> Iterator[Member]:
    """The member or members of one line: a person with posts, or units without persons."""
    indent = len(rest) - len(rest.lstrip())
    person = _NAME.match(rest.strip())
    if person and _POST.search(re.split(r"[，、]", person["posts"])[0].strip("） ")):
        begin = offset + indent + person.start("posts")
        name = re.sub(r"\s", "", person["person"])
        for unit, post, a, b in _posts(person["posts"]):
            yield _member(page, group, part, name, unit, post, begin + a, begin + b)
        return
    found = bodies(page, offset + indent, offset + len(rest.rstrip("。；; ")))
    if part in ("成员", "成员单位", "组员") and len(found) > 1:
        for body in found:
            yield _member(page, group, part, "", body.name, "", body.start, body.end)


def _posts(text: str) -> Iterator[tuple[str, str, int, int]]:
    """(unit, post, start, end) for each post; a post without a unit of its own belongs to the one before."""
    unit = ""
    for piece in re.finditer(r"[^，、）]+", text):
        match = _POST.fullmatch(piece[0].strip())
        if match is None:
            continue
        unit = match["unit"] or ("" if _GOVERNOR.fullmatch(match["post"]) else unit)
        lead = len(piece[0]) - len(piece[0].lstrip())
        start = piece.start() + lead
        yield unit, match["post"], start, start + len(piece[0].strip())


_GOVERNOR = re.compile(r"(?:常务)?副?[县市区镇乡]长")


def _member(page: Page, group: str, part: str, person: str, unit: str, post: str, start: int, end: int) -> Member:
    body = _agency(unit)
    canonical = body.canonical if body else "人民政府" if _GOVERNOR.fullmatch(post) else ""
    note = "" if "党" in post or "书记" in post else _note(unit, body)
    return Member(*page.place(start, end), group, part, person, unit, post, canonical, note)


def _agency(unit: str) -> Agency | None:
    """The agency that *unit* names: of a branch (市公安局交警支队某大队) the first, else the last."""
    known = [agency for agency in agencies_in(unit) if agency.canonical]
    if not known or re.search(r"县委|市委|区委|党委|政协|人大|政府办公[室厅]", unit):
        return None
    return known[0] if len({a.canonical for a in known}) == 1 else known[-1]


def _note(unit: str, body: Agency | None) -> str:
    """What the registry says of the name: merged, split, or unknown."""
    if body is None:
        return "登记表中没有这个单位，请核对名称" if _NAMED.search(unit) else ""
    row = next((r for r in agencies() if r.id == body.rule), None)
    others = [c for c in row.candidates if c != row.canonical] if row else []
    notes = [row.reason] if row and row.reason else []
    notes += [f"也可能是{'、'.join(others)}"] if others else []
    notes += [f"合设机构，还承担{also}的职责" for also in _joined(unit, body)]
    return "；".join(notes)


_NAMED = re.compile(r"^(?!各|有关|相关|其他|单位).{3,}(?:局|中心|大队|分局|服务处|公司|银行|总站)$")
_AND = re.compile(r"^[省市县区]?(?P<first>[\u4e00-\u9fff]{2,4})和(?P<second>[\u4e00-\u9fff]{2,6})(?:局|委)$")


def _joined(unit: str, body: Agency) -> Iterator[str]:
    """The other field of a body that joins two: 教育和体育局."""
    match = _AND.match(unit)
    stems = {row.stem: row.canonical for row in agency_stems()}
    for name in match.groups() if match else ():
        if stems.get(name, body.canonical) != body.canonical:
            yield stems[name]


# ---------------------------------------------------------------- in running words

_ROLE = re.compile(
    r"(?:^|(?<=[，。；、]))(?:由|以)?(?P<who>[^，。；]{2,90}?)(?:担任|任|为|是|兼任)(?:领导小组|指挥部|联席会议)?(?P<part>常务副组长|第一副组长|副组长|组长|副召集人|总召集人|召集人|副总指挥|总指挥|组员|成员(?:单位)?)(?=[，。；、的]|$)"
)
_INVERSE = re.compile(
    r"(?:^|(?<=[，。；]))(?P<part>(?:常务|第一)?副?组长|副?总?召集人|副?总指挥|主任委员)由(?P<who>[^，。；]{2,60}?)(?:担任|兼任)"
)
_KEY = re.compile(r"领导小组|协调小组|联席会议|指挥部|专班|工作小组|委员会")
_PERSON_POST = re.compile(
    r"(?:(?:县|市|区|镇|乡|省|州)?(?:政府|委)?(?:主要|分管)?(?:领导|副?[县市区镇乡省州]长)|(?:副)?书记|[^，。；、]{0,8}(?:副职|班子其他成员|副?局长|副?市长|副?县长|主任|政委|常委|委员|书记|负责人|领导))$"
)


def _told(page: Page) -> Iterator[Member]:
    group = ""
    for sentence in page.sentences():
        if not _KEY.search(sentence.text) and "成员单位" not in sentence.text:
            continue
        group = _group_name(sentence) or group
        for match in _ROLE.finditer(sentence.text):
            part = match["part"]
            offset = sentence.start + match.start("who")
            words = match["who"]
            cut = max(words.rfind("由"), words.rfind("以"), words.rfind("成立")) + 1
            words, offset = words[cut:], offset + cut
            yield from _people(page, group, part, offset, words)
        for match in _INVERSE.finditer(sentence.text):
            yield from _people(page, group, match["part"], sentence.start + match.start("who"), match["who"])
        for match in _UNITS.finditer(sentence.text):
            start = sentence.start + match.start("who")
            for body in bodies(page, start, sentence.start + match.end("who")):
                member = _member(page, group, "成员单位", "", body.name, "", body.start, body.end)
                yield replace(member, canonical=body.canonical) if body.canonical else member
        for match in _TAKING_PART.finditer(sentence.text):
            start = sentence.start + match.start("who")
            for body in bodies(page, start, sentence.start + match.end("who")):
                member = _member(page, match["group"], "成员", "", body.name, "", body.start, body.end)
                yield replace(member, canonical=body.canonical, note="") if body.canonical else member


_UNITS = re.compile(
    r"成员单位(?:包括|为|有|由)?：?(?P<who>[^。；：\n]{6,300}?)(?:等(?:部门|单位)?)?(?:组成)?(?=[。；]|$)"
)
_TAKING_PART = re.compile(
    r"(?:^|(?<=[，。；]))(?P<who>[^，。；]{2,90}?)(?:共同)?(?:参与|参加|组成)的(?P<group>[^，。；的]{0,20}(?:领导小组|联席会议|指挥部|专班))"
)


def _group_name(sentence: Sentence) -> str:
    names = [
        m[0]
        for m in re.finditer(
            r"(?:[\u4e00-\u9fff]|“[^“”]*”){0,24}?(?:领导小组|协调小组|联席会议|指挥部|工作专班|工作小组)", sentence.text
        )
    ]
    cleaned = [re.sub(r"^.*(?:成立|建立|设立|健全|完善|担任|任|的|了|为)", "", name) for name in names]
    return max(cleaned, key=len, default="")


_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤"
_PERSON = re.compile(
    rf"(?P<unit>[\u4e00-\u9fff*]{{0,12}}(?:局|委|办|厅|政府))?(?P<person>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?P<post>(?:党委|党组)?副?(?:[市县区镇乡局]长|主任|书记))"
)


def _people(page: Page, group: str, part: str, offset: int, words: str) -> Iterator[Member]:
    """One member for each person, post or body; nothing where the words are none of them."""
    pieces = [(m.start(), m[0]) for m in re.finditer(r"[^、和]+", words)]
    named = [_PERSON.fullmatch(piece) for _, piece in pieces]
    if all(named):
        for (at, piece), match in zip(pieces, named, strict=True):
            if match:
                begin = offset + at
                yield _member(
                    page, group, part, match["person"], match["unit"] or "", match["post"], begin, begin + len(piece)
                )
        return
    if all(_PERSON_POST.fullmatch(piece) for _, piece in pieces) and "各" not in words:
        for at, piece in pieces:
            yield _member(page, group, part, "", *_split_post(piece), offset + at, offset + at + len(piece))
        return
    tail = re.search(r"(?:的)?(?:主要|分管)?(?:负责人|负责同志|领导|同志)$", words)
    core = tail.start() if tail else len(words)
    for body in bodies(page, offset, offset + core):
        member = _member(page, group, part, "", body.name, words[core:].lstrip("的"), body.start, body.end)
        yield replace(member, canonical=body.canonical, note="") if body.canonical else member


_RANK = re.compile(r"(?:常务|第一|分管)$")  # belongs to the post, not to the unit


def _split_post(words: str) -> tuple[str, str]:
    match = re.fullmatch(
        r"(?P<unit>.*?)(?P<post>(?:主要|分管)?(?:领导|负责人)|副?[县市区镇乡省州局]长|副?书记|主任|政委|常委|委员|副职|班子其他成员)",
        words,
    )
    if match is None:
        return "", words
    rank = _RANK.search(match["unit"])
    unit = match["unit"][: rank.start()] if rank else match["unit"]
    return unit, (rank[0] if rank else "") + match["post"]


# ---------------------------------------------------------------- groups as wholes

_OFFICE = re.compile(
    r"(?:办公室(?:分别)?(?:设在了?|设于)|下设办公室[^。；，]{0,4}在|办公室设)(?P<office>[^，。；\n]{2,40})"
)


_A_LIST = 4


def find_groups(page: Page, members: list[Member]) -> Iterator[Group]:
    """Yield each group with members; an office whose host sits not in a list
    of names is a doubt."""
    names: dict[str, tuple[int, int]] = {}
    for member in members:
        key = _key(member.group)
        start, end = names.get(key, (member.start, member.end))
        names[key] = (min(start, member.start), max(end, member.end))
    offices = _offices(page)
    for key, (start, end) in names.items():
        inside = [m for m in members if _key(m.group) == key]
        listed = [m for m in inside if m.person]
        by_name = len(listed) > _A_LIST  # a list of names counts, not what the text says of it
        counted = listed if by_name else inside
        name = max((m.group for m in inside), key=len)
        office = offices.get(_kind(name), [])
        doubts = list(_doubts(counted, office)) if by_name else []
        yield Group(*page.place(start, end), name, *_counts(counted), tuple(office), tuple(doubts))


def _kind(name: str) -> str:
    match = _KEY.search(name)
    return match[0] if match else ""


def _key(name: str) -> str:
    return re.sub(r"^.*?[省市县区](?=.{4})|名单|成员", "", name)[-10:]


def _counts(members: list[Member]) -> tuple[int, int, int]:
    """How many lead, deputise, and sit; a person with two posts is one."""
    people: dict[tuple[str, str], str] = {}
    for member in members:
        people[member.person or member.unit or str(member.start), member.part] = member.part
    parts = list(people.values())
    deputies = sum("副" in part for part in parts)
    leaders = sum(part in ("组长", "召集人", "总召集人", "总指挥", "指挥长", "主任委员", "第一组长") for part in parts)
    return leaders, deputies, len(parts) - leaders - deputies


def _offices(page: Page) -> dict[str, list[str]]:
    """Where the offices are, by the kind of group (领导小组, 联席会议) named before."""
    found: dict[str, list[str]] = {}
    for match in _OFFICE.finditer(page.text):
        kinds = _KEY.findall(page.text, max(0, match.start() - 60), match.end())
        hosts = found.setdefault(kinds[-1] if kinds else "领导小组", [])
        named = bodies(page, match.start("office"), match.end("office"))
        hosts += [body.name for body in named if body.name not in hosts]
    return found


def _doubts(members: list[Member], office: list[str]) -> Iterator[str]:
    units = {m.canonical for m in members if m.canonical}
    for host in office:
        body = _agency(host)
        if body and body.canonical not in units:
            yield f"办公室设在{host}，成员名单中没有{host}的人"
