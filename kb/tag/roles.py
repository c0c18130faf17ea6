"""What a named agency does in its sentence, read from the words before and after its name.

====  ==========================================================================================================
实施  acts: decides, enforces, supervises the public, takes an application; also an organisation authorised by law
会同  acts jointly with the agency named before it (会同、联合、商)
配合  helps: 配合、协助、做好相关工作, is called in by another agency, takes over a case
监督  supervises or guides another agency or an organisation (在…指导下, 指导、监督下级…)
报告  receives a report, a filing or a request for approval (向…报告, 报…备案)
受托  acts for the agency that commissions it (委托…)
司法  a court, procuratorate or prison acting in its own field, which is no administrative power
提及  only mentioned: a condition, a place, a possessor, the maker of rules, the one whose staff is disciplined
====  ==========================================================================================================

A partner without a name (会同有关部门) is 提及, for it tells nobody apart.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

ROLES = ("实施", "会同", "配合", "监督", "报告", "受托", "司法", "提及")

_BEFORE, _AFTER = 48, 72  # characters looked at on either side of a name
_NEAR = 32  # characters between the word that governs a name and the name, at most
_PARTNER = 16  # characters from a name to the partner it acts with (会同国务院…)

_LEVEL_WORDS = (
    "城市 人民政府 国务院 县级以上 市级以上 省级以上 以上 以下 地方 各级 省级 市级 县级 区级 乡级 设区的市级 级以上 设区的市一级 "
    "设区的市 不设区的市 设区市 一级 省 自治区 直辖市 直辖 自治州 自治县 自治旗 市 县 区 旗 盟 州 镇 乡 街道 （市） （县） （区） "
    "（市、区） （市、县） （县级市） （市区） （镇） （乡） （自治县） (镇) (乡) 人民政府的 (市) (县) (区) (市、区) 市辖区 地区 、 和 或者 或 以及 及其 及 与 有关 相关 其他 其它 各 其 该 "
    "本 全国 国家 中央 上海 北京 本市 本省 本级 同级 上级 上一级 下级 下一级 当地 所在地的 所在地 统筹地区 统筹地 登记地 注册地 住所地 行为地 "
    "所在 发生地 户籍地 户籍所在地 户口所在地 经常居住地 居住地 行政区域 依法 政府 所属 所属的 相应的 相应 直属 有批准权的 有管辖权的 有权的 确定的 指定的 授权的 的市 的县 的区"
).split()
_WORDS_BACK = "|".join(re.escape(word[::-1]) for word in sorted(_LEVEL_WORDS, key=len, reverse=True))
_PREFIX_BACK = re.compile(rf"(?:{_WORDS_BACK})*")
_TAIL = r"等(?:[^，。；：、的]{0,12}?)(?:部门|机关|机构|单位)"
_WORDS = "|".join(re.escape(word) for word in sorted(_LEVEL_WORDS, key=len, reverse=True))
_JOINED = re.compile(  # an unknown member or two may stand between: 、国防动员、
    rf"(?:{_TAIL}|（[^（）]{{0,20}}）|\([^()]{{0,20}}\)){{0,2}}"
    rf"(?:(?:、|和|或者|以及)[^，。；：、的由向报应可将对会\n]{{1,8}}){{0,2}}(?:{_WORDS})+"
)
_NAMES_ANOTHER = re.compile(
    r"(?:依法)?(?:确定|指定|授权|派出|派驻)的[^，。；：、的]{0,12}?(?:部门|机关|机构|政府|办事处|[支大总]队|调查队)"
)
_LINK = re.compile(r"[、和或及与]")
_IN_BRACKET = re.compile(r"(?:[、和或及与][^，。；：（）()]{0,20})?[）)]")  # 乡镇人民政府（街道办事处）
_STOP = re.compile(r"[。；;\n]")


@dataclass(frozen=True, slots=True)
class Span:
    """A name at ``start:end``; ``generic`` where it tells nobody apart, ``judicial`` where it is no administration."""

    start: int
    end: int
    generic: bool
    judicial: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """A group of joined names in its sentence: what stands before it, after it, and the whole sentence.

    ``led`` tells that an agency named before it acts, so that what is reported or asked for stays among agencies.
    """

    left: str
    near: str  # ``left`` as far as the name before
    right: str
    sentence: str
    led: bool


def find_roles(text: str, spans: Sequence[Span]) -> list[str]:
    """Return the role of each of *spans* (in order, not overlapping) in *text*."""
    stops = [-1, *(match.start() for match in _STOP.finditer(text)), len(text)]
    found: dict[Span, str] = {}
    led, before, rule = False, 0, ""
    for group in _groups(text, [span for span in spans if not _NAMES_ANOTHER.match(text, span.end)]):
        apart = rule == "提及" and group[0].start - before < _PARTNER
        rule = _rule(_place(text, group, stops, before, led))
        rule = "提及" if apart and rule == "会同" else rule
        led, before = led or rule in _OWN_ACT, group[-1].end
        found |= {span: _role(rule, span) for span in group}
    return [found.get(span, "提及") for span in spans]


def prefix_start(text: str, start: int) -> int:
    """Return where the words of level, place and joining (县级以上人民政府, 市、县, 其他有关) before *start* begin."""
    match = _PREFIX_BACK.match(text[max(0, start - _BEFORE) : start][::-1])
    return start - (match.end() if match else 0)


def _groups(text: str, spans: Sequence[Span]) -> Iterator[list[Span]]:
    """Yield runs of names joined by 、和或 with nothing but words of level between them."""
    group: list[Span] = []
    for span in spans:
        between = text[group[-1].end : span.start] if group else ""
        joined = len(between) <= _BEFORE and _LINK.search(between) and _JOINED.fullmatch(between)
        if group and not joined and not (between in ("（", "(") and _IN_BRACKET.match(text, span.end)):
            yield group
            group = []
        group.append(span)
    if group:
        yield group


_CLOSING = re.compile(rf"(?:{_TAIL}|（[^（）]{{0,40}}）|\([^()]{{0,40}}\))+")
_OTHERS = re.compile(  # 、接收安置单位 in a list of subjects
    r"(?:(?:、|和|或者?|以及|及其?|与)[^，。；：、的]{1,16}?){1,8}"
    r"(?=，?(?:应(?!急)|可以|必须|不得|有权|负责|按照|依照|依据|依法|根据|在|要|接到|收到|发现|对|会同|为|将|进行|加强|领导|主管|组织))"
)


def _place(text: str, group: Sequence[Span], stops: Sequence[int], before: int, led: bool) -> _Place:
    first, last = group[0].start, group[-1].end
    begin = stops[bisect_right(stops, first - 1) - 1] + 1 if first else 0
    end = stops[bisect_left(stops, last)]
    start = max(begin, prefix_start(text, first))
    last += len(group) > 1 and text[last : last + 1] in ("）", ")")
    for piece in (_CLOSING, _OTHERS):
        match = piece.match(text, last, end)
        last = match.end() if match else last
    return _Place(
        left=text[max(begin, start - _BEFORE) : start],
        near=text[min(start, max(begin, before, start - _NEAR)) : start],
        right=text[last : min(end + 1, last + _AFTER)],
        sentence=text[begin : min(end, begin + 400)],
        led=led,
    )


def _role(rule: str, span: Span) -> str:
    role = _ROLE_OF[rule]
    if span.judicial:
        return "司法" if rule in _OWN_ACT else "提及"
    return "提及" if rule in _NAMED_ONLY and span.generic else role


_ROLE_OF = {
    "由": "实施", "主语": "实施", "受理": "实施", "应请求": "实施", "会同": "会同", "协助": "配合", "参加": "配合",
    "督导": "监督", "报告": "报告", "受托": "受托", "提及": "提及",
}  # fmt: skip
_OWN_ACT = {"由", "主语"}
_NAMED_ONLY = {"会同", "参加"}  # who tells nobody apart does not count

# What stands right before the name (its level taken off): the first that fits says how the name is used.
_GAP = r"(?:[^，。；：、\n由向报经被对将会同的]|经(?=营))"
_ITS = r"(?:[^，。；：、\n由向报经的]{1,10}的)?"
_LEFT = re.compile(
    r"(?:"
    rf"(?P<由>(?<![理事自缘来])由(?!于){_ITS}{_GAP}{{0,18}}|由(?!于)[^，。；：\n由的]{{0,24}}[、和或与及]{_GAP}{{0,12}})"
    rf"|(?P<向>(?<![方走去转流])向{_ITS}{_GAP}{{0,16}}|向[^，。；：\n由的]{{1,20}}[、和或]{_GAP}{{0,8}})"
    rf"|(?P<经>(?<![已曾神财])(?:未经|非经|须经|应当经|经过|征得|取得|获得|经)(?!营|济|费)"
    rf"(?:{_ITS}{_GAP}{{0,6}}|[^，。；：\n由的]{{1,20}}[、和或]{_GAP}{{0,8}}))"
    r"|(?P<报>(?:报告|报经|报请|上报|呈报|报送|层报|抄报|转报|逐级报|(?<![举申汇通预情警])报)"
    rf"(?!废|告|名|考|纸|销|刊)(?:{_ITS}{_GAP}{{0,6}}|[^，。；：\n由的]{{1,24}}[、和或]{_GAP}{{0,8}})|提交|递交|提交给)"
    r"|(?P<会同>会同|联合|协同|会商|(?<![工协磋])商)"
    r"|(?P<委托>(?<![受人者位])委托)"
    r"|(?P<请求>责成|提请|请求|申请|指令|指派|配合|协助|(?:政府|国务院)(?:可以)?(?:指定|授权|确定))"
    r"|(?P<移交>移送|移交|交由|转交|转送|移送至|送交|交给|(?<![提上递呈外公成])交)"
    r"|(?P<召集>组织|协调)"
    r"|(?P<通知>通知|告知|通报|知会)"
    r"|(?P<接受>接受|服从)"
    r"|(?P<与>与|同)"
    rf"|(?P<在>(?:(?<![所存])在|(?<![达收接得受])到{_GAP}{{0,6}}){_ITS})"
    r"|(?P<旁及>督促|监督|指导|领导|检查|考核|要求|抄送|抄告|建议|支持|拒绝|阻碍|阻挠|妨碍|妨害|抗拒"
    r"|逃避|欺骗|威胁|围攻|冲击|假冒|冒充|扰乱|对|针对|对于|对外|被|受|因|据|根据|依据|按照|依照|凭|持|是|作为|成为|为|指|包括"
    r"|含|除|自|从|至|把|将|违反|属于|设立|建立|成立|组建|征求|听取|征询|参照|遵守|执行|维护|提供|使|给|称|简称|统称|认为"
    r"|不服|涉及|所在|担任|用|符合|未|不|无|有|任何|具有|代表|经由|同时|通过)"
    r")$"
)
# What stands right after the name (等部门 and a bracket taken off).
_STAFF = re.compile(
    r"(?:及其|和其|以及其|及|的|或者其|或其)?(?:有关|相关|主要|分管|直接|内部|现场|依法|所属|指定|执勤|值班|监督|检查|行政|办案)*"
    r"(?:(?:工作|执法|检查|办案|管理|监察|稽查|调查)人员|人员|负责人|责任人|主管人员|领导(?:干部|人员|成员|班子)|[局厅部所科处站队院]长|主任|公务员|执法证"
    r"|代表(?=、|和|组成|担任|参加|。|$))"
)
_DUTY = re.compile(r"(?:应当|可以|有权|必须|不得|依法|在|对|进行|实施|执行|根据|发现|因|进入|负责|，)")
_DISCIPLINE = re.compile(r"处分|玩忽职守|滥用职权|徇私舞弊|失职|渎职|不履行|泄露|不依法")
_VERB = (
    r"(?:规定|确定|指定|制定|制订|批准|认可|公布|发布|颁发|核发|出具|授权|设立|委托|认定|组织|要求|作出|做出|下达|核准|颁布|编制"
    r"|签发|提供|提出|管理|监督管理|监督|主管|批复|审核|审批|审定|许可|认证|划定|设置|采取|实施|进行|发放|备案|登记|注册|鉴定|检定|印发"
    r"|制作|统一制作|建立|公开|公告|通告|监制|印制|依法查处|管辖|领导|举办|主办|决定|核定|推荐|聘任|任命|派出|派遣|确认|评定|拨付|筹集"
    r"|安排|所属|直属|属|指派|移送|送达|报送|申请|征收|处罚|责令|没收|扣押|查封|检查|调查|验收|检验|检疫|同意|使用|办理|执行|履行|依法)"
)
_OF = re.compile(
    rf"(?:依法|统一|另行|共同|联合|分别|按规定|已|所)?{_VERB}(?:(?:[、和或]|或者|并){_VERB})*(?:设置|设立|成立|组建)?的(?!，|；|。|：|$)"
)
_POSSESSIVE = re.compile(r"的(?!，|；|。)|的$")
_CONSENT = re.compile(r"的(?:书面|事先)?(?:同意|批准|许可|审批|核准)(?=[，。；、后前]|并|方)")
_UNDER = re.compile(
    r"(?:的)?(?:统一|具体|集中|直接|业务)?(?:指导|领导|监督|协调|组织|指挥|主持)(?:[、和](?:指导|领导|监督|协调|组织|管理|指挥))*下"
)
_UNDERGO = re.compile(
    r"(?:的|依法)?(?:实施|进行|开展)?的?(?:业务|统一|日常)?(?:监督|检查|管理|指导|监管|调查|处理|领导|询问|审查|检验|指挥|考核)"
)
_RULES = re.compile(
    r"(?![^，。；]{0,12}(?:依照|按照|根据|依据))[^，。；]{0,60}(?:(?<!按照)(?<!依照)(?<!根据)(?<!国家)(?<!有关)规定|制定(?:具体)?办法|办法|细则)(?:[，。；]|$)"
)
_MADE = re.compile(r"[^，。；]{0,60}(?:制定|制订)(?:[，。；]|并|$)")
_RULE_LEFT = re.compile(r"(?:办法|细则|规定|规则|规程)[^，。；：]{0,12}，?[^，。；：]{0,4}由$")
_FILE = re.compile(r"[^。；，]{0,24}?(备案|备查|报告|报送|报备|反映|通报|汇报|提交|举报|投诉|告知|说明|报)")
_ASK = re.compile(
    r"[^。；，]{0,40}?(申请|办理|领取|申领|提出|登记|缴纳|交纳|注册|了解|查询|咨询|求助|请求|缴存|购买|领|核实|取得|索取|申报|结算|申办|办)"
)
_SUE = re.compile(r"[^。；，]{0,12}?(?:起诉|诉讼|检举|控告|申诉|行贿)")
_APPROVE = re.compile(
    r"(?:的)?(?:书面|依法|事先|按照?规定)?[^，。；、]{0,10}?(?:批准|同意|核准|审核|审查|审批|许可|认定|验收|登记|备案|确认|鉴定|考核"
    r"|检定|检验|检疫|检查|审定|核定|决定|授权|评审|认可|审计|考试|协调|调解|提请|查实|裁决|公告|核实|责令|测试|安排|注册|处理|评估|委托)"
)
_HARSH = re.compile(r"责令|吊销|关闭|拆除|撤销|停业")
_ITSELF = re.compile(r"共同|联合|协商|会商|签订|协调|配合|建立|达成")
_JOIN_IN = re.compile(r"[^，。；：]{0,20}(?:参加|参与|组成|联合)[^，。；：]{0,10}的")
_AT = re.compile(
    r"(?:[、和或与]者?[^，。；、和或]{2,16}?)?(?:依法|统一|重新)?(?:办理|登记|注册|注销|备案|申请|申报|申领|领取|缴纳|接受|报到)"
)
_OFFENCE = re.compile(r"(?:违反|未|不按|不|拒不|逾期|隐瞒|虚假|擅自|阻碍|拒绝|伪造|冒用|故意|非法)")
_VIOLATOR = re.compile(
    r"(?:及其[^，。；]{0,12})?(?:在[^，。；]{0,24}[中时]，?|应当[^，。；]{0,20}而)?"
    r"(?:违反|违法|违规|未|不(?!予|得|能)|有下列|有前款|滥用|玩忽|擅自|截留|挪用|非法|拒不|逾期|侵犯|超越|失职|有[^，。；]{0,8}行为)"
)
_OPENING = re.compile(r"(?:^|[，：,:])[ \t　]*(?:第[^ 　，。]{1,9}条(?:之[一二三四五六七八九十])?[ 　]*|[（(][一二三四五六七八九十\d]{1,4}[）)]|\d{1,2}[.．、])?"
    r"[ \t　]*(?:必要时|但是|但|同时|并|其中|依法|可以|也可以|应当|是否|即|则|由此|此外|对此|凡|一律|均|视情况|及时|按照?(?:各自)?职责)?$")  # fmt: skip
_NOUN = re.compile(
    r"(?:网站|门户|标志|名称|印章|文件|驻|令[第（]|以外|之外|之间|内部|所在地|办公场所|组成|职责范围|职权范围|管辖范围|、|和|$|[，。；]$|”|》|购买)"
)
_HELP = re.compile(
    r"(?:，|应当|应|要|负责|有义务|依法|积极|及时|主动|予以|给予|共同|密切|相互|互相|按照[^，。；]{0,24}?，?|在[^，。；]{0,20}(?:范围内|分工)，?|依照?[^，。；]{0,16}，?"
    r"|根据[^，。；]{0,16}，?|依据[^，。；]{0,16}，?)*(?:配合|协助|支持[、和]?配合|做好[^，。；]{0,30}(?:相关|有关)[^，。；]{0,14}工作)"
    r"|(?:应当|要|，|依法|依据法律[^，。；]{0,8})*(?:在|按照?)[^，。；]{0,4}(?:各自|职责)[^，。；]{0,10}，?[^，。；]{0,6}(?:共同|依法)?做好"
)
_SHARE = re.compile(
    r"(?:，|应当|依法|依照|按照|根据|在)*(?:法律、法规[^，。；]{0,10}|本[^，。；]{0,10})?(?:各自|职责|相应|其)[^，。；]{0,14}，?(?:共同|依法|分别|协同)?"
    r"(?:负责|做好|承担|开展)?[^，。；]{0,24}(?:相关|有关)[^，。；、]{0,16}工作"
)
_LEAD = re.compile(
    r"(?:应当|负责|可以|依法|统一|要|加强|对)*(?:指导|监督|督促|领导|考核)(?:[、和](?:指导|监督|督促|协调|检查|支持|帮助|考核))*[^，。；：]{0,14}"
    r"(?:主管部门|有关部门|人民政府|机关|办事处|下级)"
)
_MODAL = re.compile(
    r"(?:及其[^，。；]{0,12})?(?:，)?(?:应当|可以|必须|不得|有权|负责|依照|依据|具体|统一|共同|分别|责令|依法|按照|根据|对|不予|予以|给予|处|吊销|没收|会同|在|接到|收到|发现"
    r"|认为|自|要|应|须|主管|查处|受理|批准|核发|作出|进行|实施|提出|协助|配合|，)"
)
_FREE = re.compile(
    r"(?:^|[，：])[^，。；：]{1,40}的$|(?:^|[，：])[^，。；：的]{1,24}$|[、和与及或][^，。；：、的]{1,12}$"
)
_DEFINITION = re.compile(r"[^，。；]{0,30}所[称指]")
_CLAUSE_END = re.compile(r"[，。；：\n]")


def _rule(place: _Place) -> str:
    """Return the rule that decides, a key of ``_ROLE_OF``."""
    left, right = place.left, place.right
    if _quoted(left) or _defined(place):
        return "提及"
    if staff := _STAFF.match(right):
        return _staff(place, right[staff.end() :])
    before = _LEFT.search(place.near)
    how = before.lastgroup if before else None
    if how == "在" and _UNDER.match(right):
        return "督导"
    if how == "接受":
        return "应请求" if _UNDERGO.match(right) else "提及"
    if how == "经" and _CONSENT.match(right):
        return _keyed(how, place)
    if _OF.match(right) or _POSSESSIVE.match(right):
        return "提及"
    return _keyed(how, place) if how else _subject(place)


def _quoted(left: str) -> bool:
    return left.rfind("《") > left.rfind("》") or left.rfind("“") > left.rfind("”")


def _defined(place: _Place) -> bool:
    if place.left.endswith(("以下统称", "以下简称", "以下称", "所称", "所指")):
        return True
    return "是指" in place.sentence and _DEFINITION.match(place.sentence) is not None


def _staff(place: _Place, right: str) -> str:
    """A body's staff: disciplined or asked for leave it is mentioned, on duty it acts for the body."""
    if _DISCIPLINE.search(place.sentence) or not _DUTY.match(right) or _condition(right):
        return "提及"
    return "主语" if _OPENING.search(place.left) or place.left.endswith("由") else "提及"


def _condition(right: str) -> bool:
    """Whether the clause that holds the name ends in 的: a condition, or a behaviour in a list."""
    end = _CLAUSE_END.search(right)
    return end is not None and right[: end.start()].endswith("的")


def _keyed(how: str, place: _Place) -> str:
    """The rule for a name after 由, 向, 经, 报 …"""
    left, right = place.left, place.right
    if how != "由" and _offence(place):
        return "提及"
    match how:
        case "由" if _JOIN_IN.match(right):
            return "参加"
        case "由":
            rules = _RULES.match(right) or (_MADE.match(right) and _RULE_LEFT.search(left))
            return "提及" if rules else "由"
        case "向":
            return _towards(right)
        case "经":
            return "提及" if _CLAUSE_END.match(right) else "受理"
        case "报":
            approved = _APPROVE.match(right) and not _FILE.match(right) and not _HARSH.search(right)
            return "受理" if approved and not place.led else "报告"
        case "通知":
            return "提及" if place.led else "报告"
        case "会同":
            return "会同"
        case "委托":
            return "受托"
        case "请求":
            return "提及" if _condition(right) else "应请求"
        case "移交":
            return "协助"
        case "召集":
            return "协助" if not _CLAUSE_END.match(right) else "提及"
        case "与":
            return "会同" if _ITSELF.match(right) else "提及"
        case "在":
            return "受理" if _AT.match(right) else "提及"
    return "提及"


def _offence(place: _Place) -> bool:
    """Whether the clause tells an offence: 未经…批准的, 不按照规定向…报告的."""
    clause = re.split(r"[，：]", place.left)[-1]
    accused = "违反" in place.sentence[:24] or _OFFENCE.search(clause) is not None
    return accused and re.search(r"的(?:[，：；]|$)(?!不得|应当)", place.right) is not None


def _towards(right: str) -> str:
    if _SUE.match(right):
        return "提及"
    filed, asked = _FILE.match(right), _ASK.match(right)
    return "受理" if asked and not (filed and filed.start(1) < asked.start(1)) else "报告"


def _subject(place: _Place) -> str:
    """The rule for a name that no word before it governs: a subject, or a name in passing."""
    left, right = place.left, place.right
    opening = _OPENING.search(left)
    if not opening and not (_FREE.search(left) and _MODAL.match(right)):
        return "提及"
    if _NOUN.match(right):
        return "提及"
    head = not left.strip(" 　") or opening is not None
    if head and _VIOLATOR.match(right) and "的" in right:
        return "提及"
    if _condition(right) and not (head and _goes_on(right)):
        return "提及"
    if _HELP.match(right) or _SHARE.match(right):
        return "协助"
    return "督导" if _LEAD.match(right) else "主语"


def _goes_on(right: str) -> bool:
    """Whether the subject of a condition is still the subject after it: 发现…的，应当…, not …的，由…"""
    end = _CLAUSE_END.search(right)
    rest = right[end.end() :] if end and end.group() == "，" else ""
    return bool(
        re.match(
            r"(?:[^。；：由]{0,40}的，)?(?:应当|可以|必须|依法|及时|责令|不予|予以|给予|处|有权|要|经|并|按照|依照|不得|对|按)",
            rest,
        )
    )
