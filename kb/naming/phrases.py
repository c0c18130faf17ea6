"""Pieces of a sentence of law: noun phrases, parties and organs, as the names of power items need them."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """The words around one power. All of them are flat (see ``flat``).

    ``sentence`` is the clause that grants it: ``condition`` (without its 的) and ``main``, what follows from it.
    ``verb`` is the phrase that was tagged. ``before`` is the conduct that the paragraph names before, ``lead`` the
    line that announces the list in which the clause stands, ``earlier`` the paragraph up to the clause. ``subject``
    is what the law is about (邮政), ``law`` its title.
    """

    sentence: str
    condition: str
    main: str
    verb: str
    before: str = ""
    lead: str = ""
    earlier: str = ""
    subject: str = ""
    law: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What an item is called: ``name``, the act (``conduct``) and the party or thing at which it is directed."""

    name: str
    conduct: str
    object: str


ORGAN = (
    r"(?:机关|部门|(?:管理|监管|监督|执法|监察|主管|经办|稽查|海事|征收|登记|专利|派出|国家|地方|救援)机构|政府|国务院|委员会|办事处|海关|派出所|指挥部|指挥机构|管委会|法院|检察院|警察|"
    r"执法人员|检查人员|监督员|检查站|总署|总局|监管局|管理局|管理处|管理所|[省市县区]局|总队|支队|大队|人民银行|监会)"
)
PARTY = (
    r"(?:单位|企业|个人|公司|经营者|生产者|销售者|使用者|(?<!或)者|(?<![他本])人(?!民|大|口|工|身|防|才|文|力|造)|人员|机构|组织|公民|法人|团体|社团|医院|学校|院校|幼儿园|"
    r"[口售造发理]商|旅行社|银行|合作社|工商户|农户|用户|业主|家庭|业户|商户|驾驶员|场所|渔民|村民|居民|医师|教师|职工|军人|儿童|学生|船舶|车辆)"
)
_NUMBER = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百千零〇]+条(?:之[一二三四五六七八九十]+)?[ 　\t]+)?(?:[（(][一二三四五六七八九十百]{1,4}[）)]|\d{1,2}[.．、])?\s*"
)
_ASIDE = re.compile(
    r"[（(](?:以下|下同|下称|含|包括|不含|不包括|不得|其中)[^（()）]{0,60}[）)]|[（(][^（()）]{12,60}[）)]"
)
_COMMA = re.compile(r",(?![0-9]{3})")


def flat(text: str) -> str:
    """*text* on one line, without number, white space and asides (以下简称…), its commas full width."""
    text = _NUMBER.sub("", _COMMA.sub("，", text)).replace(";", "；").replace(":", "：")
    return _ASIDE.sub("", re.sub(r"\s+", "", text)).rstrip("。；，：")


_KIND_OF_LAW = re.compile(
    r"(?:若干(?:规定|问题的规定)|实施(?:细则|办法|条例)|(?:暂行|试行)?(?:条例|办法|规定|细则|规则|规程|决定|法|决议))(?:（[^）]*）)?$"
)
_SUBJECT_TAIL = re.compile(r"(?:监督管理|管理|监督|工作|促进|暂行|若干|事务|实施|保障|特别|奖励和|的|和)+$")


def subject_of(title: str, place: str) -> str:
    """What the law *title* is about, without *place* and the words for a law: 山东省邮政条例 -> 邮政."""
    inner = re.search(r"《(?:中华人民共和国)?([^》]{1,40})》", title)
    text = inner[1] if inner else title.removeprefix(place).removeprefix("中华人民共和国")
    text = text.removeprefix("实施").removeprefix("中华人民共和国").removeprefix("关于")
    text = _KIND_OF_LAW.sub("", _KIND_OF_LAW.sub("", text, count=1), count=1)
    short = _SUBJECT_TAIL.sub("", text)
    if len(short) == 2 and (tail := re.match("保障|事务", text[2:])):
        short += tail.group()  # 医疗保障, 宗教事务
    return short if 2 <= len(short) <= 24 else ""


_FRONT = re.compile(
    r"^(?:，|、|的|其中|其(?!他)|对于?(?!外|象|口|接)|关于|就(?!业|地|近|医|读|诊|餐|职|学)|将|把|和|及其?|并|且|或者?|应当|可以|必须|须|依法(?!必须)|有权|负责|有关|相关|各类|各种|各级|所有(?!权|人|者)|一切|任何|凡是?|本行政区域内?的?|"
    r"本(?:市|省|区(?!域)|区域|县|州|辖区|地区|条例所称的?)(?:行政区域)?(?:范围)?(?:内)?的?|本行业(?:和|、)本领域的?|全[国省市县州](?!性)(?:范围内)?的?|所?辖区(?:域)?(?:范围)?内?的?|管辖(?:范围|区域)内?的?|"
    r"(?:各自)?(?:职责|职权)范围内?的?|境内的?|行政区域内?的?|(?:在|按照|根据)?(?:各自)?(?:的)?(?:职责|职权|权限)(?:分工)?(?:范围内)?(?:，|的)?|区域内的|范围内的|会同[^，。；]{2,30}?(?:部门|机关|机构)|"
    r"定期(?!航)|不定期(?!飞行|航|运)|经常(?:性[的地]?)?|随时|加强|组织(?!、)|开展|进行|实施(?!违法)|做好|采取(?![^，]{1,8}方[式法])|实行|按照规定|按规定|依照规定|前款规定的|相应的?|适当的?|必要的?|一定的?|合理的?)"
)
_BACK = re.compile(r"(?:，|、|的|等|应当|可以|依法|定期|不定期|及时|随时|，并|进行|予以|分别|经常)$")
_POINTS = re.compile(
    r"前[款条项]|前[两二三]款|本条(?!例)|本[法章节]|本(?:条例|办法|规定|细则)|第[一二三四五六七八九十百零]+[条款项]|下列|以下(?!的)|上述|上[款条]|其他有关|之一|该[项类等种]?(?!船|区|地)|此[类项]"
)


def tidy(text: str, longest: int = 50) -> str:
    """*text* as a noun phrase: no adverbs and conjunctions around it; empty where it points elsewhere or is no phrase."""
    was = ""
    while was != text:
        was = text
        text = _BACK.sub("", _FRONT.sub("", text, count=1), count=1)
    if not 2 <= len(text) <= longest or _POINTS.search(text) or re.search("[。；：\n]", text):
        return ""
    if (
        text.count("《") != text.count("》")
        or text.count("（") != text.count("）")
        or text.count("“") != text.count("”")
    ):
        return ""
    return text


def conduct(text: str, longest: int = 90) -> str:
    """*text* as a conduct: no 对 before and no 的 after it; empty where it points elsewhere or is too long."""
    text = re.sub("^(?:对于?(?!外)|凡是?)", "", text.strip("，、")).removesuffix("的")
    if not 2 <= len(text) <= longest or _POINTS.search(text) or text.count("（") != text.count("）"):
        return ""
    return text


_HEAD_PARTY = re.compile(
    rf"^(?:.*[^的])?的(?!(?:区域|范围|地区|地带|水域|地点|场地)(?:内)?[建设从进开举])([^，。；、的给向与由被将]{{0,8}}?{PARTY}(?:(?:和|或者?|以及|及|、)[^，。；的给向与由被将]{{0,8}}{PARTY})*)$"
)
_FIRST_PARTY = re.compile(
    rf"^(?:任何|凡是?|各类|对(?!外))?(?!违反|(?:设立|设置|开办|举办|申请|经营|从事|使用|取得|变更|委托|聘用|成立|新建|建立|组织|招用|运送|利用|运输|携带|采集|出口|举行|承办|拆除|建设|生产|销售|进口|购买)(?!者|人|单|企|户|主|方|公司)|在|经(?!营|纪|销)|因|未)([^，。；的]{{0,14}}?{PARTY}(?:(?:和|或者?|以及|及|、|及其)[^，。；的]{{0,8}}?{PARTY})*)"
    r"(?=应|必须|须|可以|需|未|不|擅自|违反|拒|在|将|因|为|对|从(?!业)|申请(?!人)|开展|使用|举办|利用|占用|临时|建设|生产|销售|制作|发布|需|提出|来|到|参加|采取|组织(?!的)|接受|聘用|委托|安装|改变|拆除|迁移|转让|购买|运输|携带|出境|进行|如|可|凡|自|办理|取得|设立|变更|进行|发生|凭|持|向|经(?!营|济|纪)|要求|有|遵守|执行|履行|落实|，|$)"
)


def party_in(text: str) -> str:
    """The party that *text* is about: its head noun (从事…的单位和个人), else the one it begins with (建设单位…)."""
    if match := _HEAD_PARTY.match(text):
        return _plain(match[1])
    match = _FIRST_PARTY.match(text)
    return "" if match is None or re.search(ORGAN, match[1]) else _plain(match[1])


def first_party(text: str) -> str:
    """The party with which *text* begins and that acts in it (经营者回收废品 -> 经营者); empty where there is none."""
    match = _FIRST_PARTY.match(text)
    return "" if match is None or re.search(ORGAN, match[1]) else _plain(match[1])


def _plain(party: str) -> str:
    if party == "机构" or _POINTS.search(party):
        return ""
    return re.sub(r"^(?:任何|有关|相关|其他|该|各)+", "", party)


_HEAD = re.compile(r"^(.{2,90}?)，?(?:均|都|还)?(?:应当|应(?=[按向在经依])|必须|须|可以|有权|需要|需(?=[向经办]))")


def obliged(text: str) -> str:
    """The party of which a sentence says that it shall or may: 排放污水的单位和个人应当缴纳…."""
    match = _HEAD.match(text)
    pieces = re.sub(r"[^，]*(?:的，|时，)", "", match[1]).split("，") if match else []
    return next((party for piece in pieces if (party := party_in(piece)) and not re.search(ORGAN, piece)), "")


_SET_UP = re.compile(rf"(?:设立|开办|举办|兴办|成立)(?:(?!{PARTY})[^，]){{0,40}}的$")


def split_party(text: str) -> tuple[str, str]:
    """(act, party) of a phrase: 从事货运的单位和个人 -> (从事货运, 单位和个人), 任何单位不得… without its party."""
    match = _HEAD_PARTY.match(text)
    if match and _SET_UP.search(text[: match.start(1)]):
        return text, ""  # 设立新的出版单位: no doer, but what is set up
    if match and len(text) - len(match[1]) > 3:
        return text[: match.start(1)].removesuffix("的"), _plain(match[1])
    match = re.match(
        r"^((?:任何|有关|其他)?(?:单位|个人|企业|公民|法人|其他组织|组织)(?:(?:和|或者?|以及|、)(?:单位|个人|企业|公民|法人|其他组织|组织))*)(?=[^，。；的、]{2})",
        text,
    )
    if match:
        return text[match.end() :], _plain(match[1])
    return text, party_in(text)


_GRADES = re.compile(
    r"逾期|拒不|仍|情节|造成|经|尚|未在|整改不|(?:无法|未及时|已经|不能|未依法)[^，未不]{2,8}$"
)  # how it went on, not what was done
_ARTICLE = r"(?:国家和)?本(?:法|条例|办法|规定|细则)第[一二三四五六七八九十百零〇]+条(?:第[^，。；]{1,8}?[款项])*(?:[（(][^（()）]{1,3}[)）]项)?"
_REFERRED = re.compile(
    rf"(?<=.)违反{_ARTICLE}的?规定，?(?=[未不擅]|[^，。；]{{4}})|(?<!违反){_ARTICLE}所?(?:规定|列举?)?的?(?!规定|所|列|的|行为|情形|条件|各项)(?=[^，。；、]{{4}})"
)


def joined(p: Passage) -> str:
    """The conduct named by the condition, with the one before it where the condition only grades; other articles that
    it names are left out (含有本条例第三条规定禁止内容的节目 -> 含有禁止内容的节目)."""
    condition = _REFERRED.sub("", re.sub(r"^对于?(?=.)", "", p.condition))
    before = re.sub("，情节(?:较轻|轻微)$", "", p.before)
    if before and (not condition or _GRADES.match(condition)):
        return f"{before}，{condition}" if condition else before
    return condition


_NO_MATTER_LAW = re.compile(
    "若干|规定|程序|行政|特别|营商|促进|优化|国务院|委员会|复议|执法|决定|改革|处理|暂行|规范|组织|奖励|资源税|发展"
)
_LAW_TAIL = re.compile(
    "(?:安全监督|监督检验|安全保护|安全|保护|防治|登记|管理|监察|和防护|事业|建设和|质量|工作|市场|建设|和)+$"
)


def tells_matter(subject: str) -> bool:
    """Whether the subject of a law, taken from its title, says what any power in it is about."""
    return 2 <= len(subject) <= 20 and not _NO_MATTER_LAW.search(subject)


def of_subject(thing: str, subject: str) -> str:
    """*thing* with what the law is about before it, where that says something more: 渡船 + 资格认定 -> 渡船资格认定."""
    about = subject if thing.startswith(subject[-2:]) else _LAW_TAIL.sub("", subject)
    shared = any(about[at : at + 2] in thing for at in range(len(about) - 1))
    if not tells_matter(about):
        return thing
    if thing.startswith(about[-2:]):
        return about[:-2] + thing
    return thing if shared else about + thing
