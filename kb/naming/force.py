"""行政强制措施 and 行政强制执行: what is seized, removed or done in a party's place."""

from __future__ import annotations

import re
from dataclasses import replace

from kb.naming.phrases import ORGAN, PARTY, Passage, Words, conduct, party_in, tidy

_CARD = re.compile("其([^，。；、]{2,14}?(?:驾驶证|行驶证|号牌))(?=[，。；、]|$)")
_MEASURE = r"(?:先行登记保存|登记保存|查封|扣押|扣留|暂扣|冻结|封存|拖移|拖离|强制拖离|拖曳)"
_SEIZE = rf"(?:{_MEASURE}(?:(?:、|或者?|和|、或者){_MEASURE})*)"
_THINGS = re.compile(
    rf"({_SEIZE})((?![、或和等的，]|之日)(?:(?!措施|期限|决定|清单|物品的|财物的|(?<![临及同])时|(?<!以)后|的，|手续)[^，。；]){{2,90}})"
)
_UPON = re.compile(
    rf"(?:对|将)(?!不|因|查封|扣押|象)([^。；]{{2,80}}?)(?:，)?(?:可以|应当|有权|依法|先行|予以|进行|实施|采取|作出|及时|立即|就地|经[^，。；]{{2,20}}批准|由[^，。；]{{2,30}}|，)*(?:给予|予以|进行|实施|采取)?(?:暂时|临时)?({_SEIZE})(?!时|的(?!措施|强制|行政)|后|管理)"
)
_NONE = re.compile(
    r"给予暂扣或者吊销|犯罪记录|可以不予(?:查封|扣押)|扣押期间作出|冻结价格|解除|期限|届满|禁止|严禁|不得|非法|不(?:再)?受|保管|费用|被(?:查封|扣押|扣留|冻结)|的(?:财物|财产|物品|车辆)(?:应当|，应)|赔偿|复议|诉讼|强制措施的(?:种类|设定)|人民法院|检察|保险|债权|退还|返还|通知书|拍卖|变卖|协助|配合|妥善|清单|申请人|质押|抵押|仲裁|查询电话|审慎|限制人身|不拖移|申请(?:司法|检察|人民)[^，。；]{0,8}冻结|查封登记|处理暂扣|标志牌|封存管理|封存手续|移送|(?:商品|货物|财产|财物)时，参照|规定的查封|行政强制措施，(?:必须|应当)"
)
_CARDS = re.compile(
    r"(?:暂扣|扣留)(?:(?:或者?|、|，)(?:依法)?吊销)?(?:其)?[^，。；车物]{0,14}(?:证|证书|证件|执照|资格|牌)(?=[，。；、0-9一二三四五六七八九十]|$)"
)
_PARTY_DOES = re.compile(r"^[^，]{0,20}(?:企业|单位|经营者|所有人)应当|^(?:金融|[^，]{0,6}非金融)机构")
_LICENCES = re.compile(r"(?:证|证书|执照|资格|牌照|许可)(?:[^车物品]{0,6})$|证[0-9一二三四五六七八九十]|个月|处罚|罚款")
_PERSONAL = re.compile(
    r"(强制传唤|口头传唤|传唤|强制隔离戒毒|强制隔离治疗|隔离治疗|强制隔离|隔离观察|医学观察|隔离审查|拘留审查|强行带离现场|强行带离|强制带离|强制驱散|强行驱散|约束[^，。；]{0,6}至酒醒|保护性约束(?:措施)?|强制检测|强制戒毒|强制疏散|强制撤离|强行驱离|强制驱离|强制拖离|强行拖离|盘查|继续盘问)"
)
_LIVING = re.compile(
    r"对([^。；]{2,60}?)(?:，)?(?:可以|应当|依法|有权|(?<!理)由[^，。；]{2,30}?|实施|采取|进行|予以|经[^，。；]{2,30}?批准|，)*$"
)
_NEAREST = re.compile(r"(?:^|，)([^，；]{4,60})的，[^，]*$")


def measure(p: Passage) -> Words | None:
    """查封、扣押…, 对…的强制传唤."""
    if _CARDS.search(p.sentence) or _ONLY_SAID.search(p.sentence):
        return None
    words = _measured(p)
    return _in_what_case(words, p) if words else None


_CASE_LEFT_OUT = re.compile(
    "对(?P<who>(?:在限定时间内)?(?:拒不|拒绝)(?:解散|离开|离去|服从|撤离(?:现场)?)(?:的人员)?|(?:当事人)?不停止建设(?:、|或者)?(?:逾期不拆除)?|停止建设[^，]{0,12}决定下达后[^，]*)的(?P<what>.+)"
)
_ORDERED = re.compile("作出(?P<order>责令[^，。；]{2,20}?)的?(?:行政)?决定[后的，]")
_GATHERING = re.compile("集会、?游行")


def _in_what_case(words: Words, p: Passage) -> Words:
    """A measure on whoever goes on, with what was ordered or what it was about: 拒不解散 of an assembly."""
    bare = _CASE_LEFT_OUT.fullmatch(words.name)
    if bare is None:
        return words
    ordered = _ORDERED.search(f"{p.earlier}，{p.sentence}")
    told = f"被{ordered['order']}后" if ordered and "建设" in bare["who"] else ""
    told = "集会、游行、示威中" if _GATHERING.search(p.law) and "建设" not in bare["who"] else told
    return (
        replace(words, name=f"对{told}{bare['who']}的{bare['what']}", conduct=f"{told}{words.conduct}")
        if told
        else words
    )


def _measured(p: Passage) -> Words | None:
    if match := _PERSONAL.search(p.verb) or (_PERSONAL.search(p.sentence) if "人身" in p.verb else None):
        return _on_persons(p, match[1])
    if _PARTY_DOES.match(p.sentence) or _NONE.search(p.sentence if len(p.sentence) < 120 else p.verb):
        return None
    for match in _UPON.finditer(p.sentence):
        about = match[1].rpartition("，对")[2] if "，对" in match[1] else match[1]
        about = re.sub(rf"，[^，]*(?:{ORGAN}|予以|工作人员)[^，]*$|^[^，]{{0,10}}(?:{ORGAN})对于?", "", about)
        about = tidy(re.sub(r"的?，?(?:予以)?(?:暂时|临时)$|，可$|，依照[^，]{2,12}$", "", about), 60)
        if (
            about
            and not _LICENCES.search(about)
            and not re.search(rf"^(?:违反|不|未)|进行|有权|可以|措施|{ORGAN}$|转入|{_MEASURE}", about)
        ):
            if card := _CARD.match(p.sentence, match.end()):  # 对记满分的，扣留其机动车驾驶证
                return Words(f"对{about}的{_plain(match[2])}{card[1]}", f"{about}，{match[2]}{card[1]}", card[1])
            return Words(f"对{about}的{_plain(match[2])}", f"{match[2]}{about}", about)
    for match in _THINGS.finditer(p.sentence):
        about = tidy(
            re.split(
                r"(?:，|直?至|、(?:依法|强制|实施|采取)|或者(?:责令|依法|吊销|没收|暂停|停止|采取|其他必要)|等及时|等(?:行政)?强制|并(?=责令|要求|通知|在|处|依法|告知|及时)|、(?:吊销|没收|责令))",
                match[2],
            )[0],
            80,
        )
        about = re.sub(r"^(?:措施|等)+|^行政强制$|^可能影响.*", "", about)
        if _IN_DOING.match(p.sentence, match.end()):
            continue  # 扣押财物时，应当开具清单: how, not that
        if (
            about
            and not _LICENCES.search(about)
            and not re.match(r"(?:等|措施|或者|立即|及时|并|的|[其该](?!他)|部门|机关|决定|手续)", about)
        ):
            act = f"{_plain(match[1])}{about}"
            cause = "" if _SAYS_WHY.search(about) else _cause(p)
            if cause:  # 扣押车辆, 扣押当事人的工具 say too little
                return Words(f"对{cause}的{act}", f"{cause}，{act}", re.sub(_SEIZE, "", about))
            return Words(act, f"{match[1]}{about}", re.sub(_SEIZE, "", about))
    return _on_the_named(p)


_ONLY_SAID = re.compile(
    r"不(?:予|得|再)?采取[^，。；]{0,8}(?:查封|扣押|扣留|暂扣|冻结)|复议机关|而知悉|(?:制发|出具|开具)扣留[^，。；]{2,16}决定书|(?:妨碍|阻碍|抗拒)[^，。；]{0,8}(?:查封|扣押|扣留|暂扣)"
)
_IN_DOING = re.compile("时，(?:应当|应|必须|须|要)|的，(?:当事人|纳税人|被[^，。；]{2,8})应当")
_SAYS_WHY = re.compile("涉嫌|非法|伪造|变造|侵权|走私|可能|违法(?!(?:行为)?有关)|[未不无](?![^的]{0,4}动产)|相当于")
_NO_CAUSE = re.compile(
    rf"逾期|拒|经(?!检|查|鉴|营|过检)|需|仍|[不未][^，]{{0,6}}$|[^，]*(?:{ORGAN})[^，]{{0,20}}(?:时|中|后|决定|报告)(?:，|$)"
)


_WHOSE = re.compile(rf"对([^，。；]{{4,60}})，[^，。；]*{_SEIZE}其")  # 对在建的违法建筑，可以暂扣其施工工具


def _cause(p: Passage) -> str:
    """What a party did, so that its things are seized; empty where only a step of the procedure is named."""
    whose = _WHOSE.match(p.main)
    for text in (p.condition, whose[1] if whose else "", p.before):
        text = re.sub(rf"^[^，]*{ORGAN}[^，]*[时后]，(?:发现)?|（违反第[^。；]{{1,20}}规定）", "", text)
        about = conduct(re.sub(rf"^[^，]{{0,60}}(?:{ORGAN}|人员)[^，]{{0,24}}发现", "", text), 70)
        if len(about) > 3 and not _NO_CAUSE.match(about) and not re.search(_SEIZE, about):
            return about
    return ""


def _plain(words: str) -> str:
    return words.replace("或者", "、").replace("或", "、").replace("、、", "、")


def _on_the_named(p: Passage) -> Words | None:
    """Measures whose object is only the conduct named before: 对无证经营的查封、扣押."""
    found = re.search(_SEIZE, p.sentence)
    near = _NEAREST.search(p.main[: p.main.find(found.group())]) if found else None
    about = near[1] if near else p.condition
    about = re.sub(rf"^[^，]{{0,30}}(?:{ORGAN})[^，]{{0,16}}发现", "", about)
    if re.match("拒|逾期|仍|[不未]停止|继续|[所该其]", about):
        about = f"{p.before}，{about}" if p.before else ""
    about = conduct(about or p.before, 80)
    if found is None or not about or _LICENCES.search(p.sentence[p.sentence.find(found.group()) :][:24]):
        return None
    return Words(f"对{about}的{_plain(found.group())}", f"{about}，{found.group()}", party_in(about))


_SITE = re.compile(
    r"^对?被决定|作出[^。；]{2,40}决定后|戒毒(?:场所|人员|期限)[^，。；]{0,8}应当|所外就医|期限|费用由|提前解除|戒毒所应当|强制戒毒所"
)


def _on_persons(p: Passage, what: str) -> Words | None:
    if (
        _SITE.search(p.sentence)
        or re.search("自愿戒毒、[^。]*等措施", p.sentence)
        or re.search("学校|学生|幼儿", p.sentence)
    ):
        return None
    if what == "强制隔离" and "强制隔离戒毒" in p.sentence:
        what = "强制隔离戒毒"
    before = p.sentence.rpartition(what)[0]
    before = "对" + before.rpartition("，对")[2] if "，对" in before else before
    match = _LIVING.search(before) or re.search(r"对([^。；，]{2,40})[^对]*$", before)
    about = tidy(re.sub("^于", "", match[1]), 60) if match else tidy(p.condition or p.before, 60)
    about = re.split(f"的?，[^，]*?(?:有权|可以|应当|{ORGAN}|机构$)", about)[0]
    about = re.sub("(?:以及|或者|和)(?:法律|依法)规定$", "", about)
    said = _SAID.findall(p.earlier) if about.startswith(("拒", "仍", "逾期")) else []
    about = f"{said[-1]}，{about}" if said else about
    about = re.split(
        "采取(?=[^，的]*(?:措施|约束))|依法进行|进行|依法实行|实行",
        re.sub(rf"的?，[^，]*(?:{ORGAN})[^，]*$", "", about),
    )[0]
    if not about or "动物" in about or ("，" in about and len(about) > (100 if said else 45)):
        return None
    party = about if match and (re.search(f"{PARTY}$", about) or not _BEHAVED.search(about)) else party_in(about)
    return Words(f"对{about}的{what}", f"{what}{'' if match else '：'}{about}", party)


_BEHAVED = re.compile("拒[不绝]|逾期|擅自|^(?:[未不违]|继续|严重|危害|威胁|扰乱)")  # an act, nobody


# ---- 行政强制执行 ----------------------------------------------------------------------------------------------------

_DONE = re.compile(
    r"(?:强制|强行)(?:拆除|清除|拆迁|搬迁|填封|清理|打捞|停止供[^，。；]{1,4}|收购|铲除|划拨|扣缴|收回|收缴|平毁|补种|补植|捕杀|恢复[^，。；]{0,4}|腾退|销毁|处理|处置|关闭|退出|迁移|治理|改正|卸载|报废|履行)(?:、(?:拆除|清除|清理|打捞|改正|治理|恢复原状|恢复原貌))?"
    r"|代为?(?:履行|清理|治理|拆除|清除|恢复(?:原状|植被|原貌)?|补种|补植|处置|改正|处理|清扫|修复|采取|整治|清运|清洗|编制|复垦|植树|搬迁|整改|养护|维修|完成|打捞|除治|粉刷|修缮|补建|建设|设置)|代履行|代治理|代处置|代清"
)
_TAKEN = re.compile("[^，。；、]{0,12}?措施")  # 代为采取补救措施
_DONE_THING = re.compile(r"^((?:(?!所需|费用)[^，。；]){2,60})")
_LATE = re.compile(r"(滞纳金|加处罚款)")
_STOPPED = re.compile(r"停止供(?:电|水|气|热|应[^，。；、]{0,10})")
_OFFSET = re.compile(r"(?:拍卖|变卖|扣缴|划拨|抵缴)")
_NOT_BY = re.compile(
    rf"^(?:强制|强行|代为)[^，。；]{{2,24}}费用|现场笔录|制作笔录|将不应当|是否加处|物业服务|业主委员会|(?:{PARTY})可以(?:按|代|自行)|执行措施(?:必须|应当|的|不)|催告|人民法院(?:应当|可以|裁定|依法)|不得(?:强制|强行|代)|强制执行前|终结执行|执行协议|费用的|中止执行|滞纳金的|免(?:收|除)滞纳金|不加收|减免|豁免|退还|保险人|受托人|监护人|代为保管|代为履行职务|遗产|解除|停止(?:加收|计算)|应当发布|公告的|制度|有关规定处理|不予补偿|协商确定|强制拆除之日|不得加收|音像记录|国家强制|强制报废的|强制淘汰|行政区域内的，|告知其|报废年限|标准|履行前送达|代履行(?:决定书|人|不得)|(?:关税|税款|费)、?(?:和)?滞纳金等?，?应当(?:制发|使用|出具|开具)"
)


_HANDED_OVER = re.compile(  # a duty of whoever holds the waste: 应当送交有资质的单位代为处置
    rf"^，?(?:(?!{ORGAN})[^，。；])*(?:应当|必须|可以)(?:(?!{ORGAN})[^，。；])*?(?:送交|交由|送往|交付|交给)[^，。；]{{2,40}}代"
)


def execution(p: Passage) -> Words | None:
    """对…的强制拆除, …的代为清理, 加收…滞纳金, 申请人民法院强制执行."""
    if _NOT_BY.search(p.sentence) or _HANDED_OVER.search(p.main):
        return None
    if match := _LATE.search(p.verb):
        return _surcharge(p, match[1])
    about, party = _failed(p)
    if "法院" in p.verb or re.search("人民法院[^，。；]{0,6}强制", p.sentence):
        return None  # the court enforces: to apply to it is procedure
    if match := _DONE.search(p.verb) or _DONE.search(p.main):
        match = _DONE.search(p.main, max(0, p.main.find(match.group()))) or match  # 代为恢复 goes on: 原状
        done = match.group()
        if done.endswith("采取") and (taken := _TAKEN.match(p.main, p.main.find(done) + len(done))):
            done += taken.group()
        after = p.main[p.main.find(match.group()) + len(match.group()) :]
        thing = _DONE_THING.match(after)
        what = tidy(re.split(r"或者|，|、(?:并|责令)|并", thing[1])[0], 30) if thing and thing[1][0] != "等" else ""
        if not about and len(what) > 2:
            return Words(f"{done}{what}", f"{done}{what}", what)
        return Words(f"对{about}的{done}", f"{about}，{done}", party) if about else None
    if match := _STOPPED.search(p.verb):
        return Words(f"对{about}的{match.group()}", f"{about}，{match.group()}", party) if about else None
    if _OFFSET.search(p.verb):
        words = "拍卖、变卖抵缴" if re.search("拍卖|变卖", p.verb) else "划拨、扣缴"
        return Words(f"对{about}的{words}", f"{about}，{words}", party) if about else None
    if re.search(r"组织|委托|指定", p.verb) and about:
        return Words(f"对{about}的代履行", f"{about}，代履行", party)
    return None


def _failed(p: Passage) -> tuple[str, str]:
    """(conduct, party): what a party did or failed to do, so that it is enforced."""
    condition, before = _BREACH_HERE.sub("", p.condition), _CITED.sub("", _BREACH_HERE.sub("", p.before))
    before = re.sub(rf"^[^，]{{0,30}}(?:{ORGAN})[^，]{{0,8}}发现", "", before)
    before = re.sub("^对于?(?!外)", "", before)
    if _BARE_GRADE.match(before) or before.startswith("经责令"):
        before = ""
    short = re.sub(
        r"^(?:当事人|违法行为人|责任人|行为人)(?=逾期|拒|不|未)", "", re.sub(r"^对(?=拒|逾期|不|仍)", "", condition)
    )
    if (undone := re.search("[未不]([^，未不]{2})", condition)) and re.search(
        f"(?:内|已经?|按期|按时){undone[1]}", before
    ):
        before = party_in(before)  # 限期内缴纳的，应当解除；期满仍未缴纳的: its contrary
        return (f"{before}{condition}", before) if before and len(condition) > 8 else (condition, party_in(condition))
    if (
        before
        and before not in condition
        and (
            len(condition) <= 24
            and re.match(
                r"逾期|拒|仍|既?不|未|期|限期|在?(?:规定|限定)的?期限内|对(?:逾期|拒)|无法|没有(?:银行|存款|财产)|经",
                short,
            )
        )
    ):
        joined = f"{before}，{short}".replace("，对", "，")
        return (joined, party_in(before)) if len(joined) <= 90 else (tidy(before, 90), party_in(before))
    about = condition or (before if re.match(r"(?:逾期|由|依法|可以|并)", p.main) else "")
    about = re.sub(r"^对于?(?=.)", "", about)
    about = re.sub(rf"^[^，]{{0,30}}(?:{ORGAN})[^，]{{0,8}}发现", "", about)
    if _BARE_GRADE.match(about):
        thing = _SAID.findall(p.earlier)
        if not thing:
            return "", ""
        about = f"{thing[-1]}，{about}"
    if _POINTS_BACK.search(about) or _NOTHING_SAID.fullmatch(about):
        return "", ""
    return (about, party_in(about)) if 4 <= len(about) <= 90 else ("", "")


_CITED = re.compile("（违反第[^（）]{1,24}(?:（[^（）]{1,4}）项)?规定）")
_NOTHING_SAID = re.compile("违反(?:了)?(?:有关|上述)?规定，(?:逾期|拒|仍|经)[^，]*")
_BREACH_HERE = re.compile(r"^违反(?:本条|前款)(?:第[一二三四五六七八九十]款)?(?:第[^，]{1,4}项)?的?规定，")
_BARE_GRADE = re.compile(
    r"^(?:当事人|责任人|违法行为人)?(?:逾期|拒|仍|经责令|在?(?:规定|限定)的?期限内|不进行|不能|不(?:履|按|拆|清|改|及时)|限期内?|到期|期满)[^，、]{0,12}$"
)
_SAID = re.compile(r"(?:^|[。；])对([^，。；]{4,50})，")
_POINTS_BACK = re.compile(r"^(?:前款|有前|上述|违反(?:前款|本)|符合|有下列)|前款规定")
_OWED = re.compile(
    r"([^，。；、的未不按期缴纳交]{0,14}?(?:税款|税(?!务)|费用|费|保险费|公积金|基金|资金|罚款|出让金|价款|保障金|款项|非税收入))"
)


def _surcharge(p: Passage, what: str) -> Words | None:
    if what == "加处罚款":
        return Words("逾期不缴纳罚款的加处罚款", p.condition or "逾期不缴纳罚款", party_in(p.condition))
    if not re.search(r"加收|加处|收取|征收|加征|缴纳|按日", p.sentence):
        return None
    condition = re.sub("^但是?，?因?", "", p.condition)
    owed = ""
    for text in (condition, p.before, p.sentence, p.earlier):
        for match in _OWED.finditer(text):
            owed = tidy(
                re.sub(
                    r"^.*(?:缴纳|交纳|征收|填发|补缴|缴|交|应|的|期限|拖欠|滞纳|欠|因|加收|规定履行|(?:造成|致使)(?:少征|漏征|或者)*)",
                    "",
                    match[1],
                ),
                16,
            )
            if owed and owed not in ("费", "税", "费用", "罚款", "款项"):
                return Words(
                    f"加收{owed}滞纳金",
                    condition if owed in condition else f"逾期不缴纳{owed}",
                    party_in(condition),
                )
    return Words("加收滞纳金", condition, party_in(condition)) if condition else None
