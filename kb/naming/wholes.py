"""The whole matter of a bare name: 应急方案 of a sentence is the 水污染事故应急方案 of the one before."""

from __future__ import annotations

import re
from dataclasses import replace

from kb.naming.acts import DENIED, act_of, thing_before
from kb.naming.phrases import ORGAN, PARTY, Passage, Words, of_subject, tells_matter, tidy

_BARE = re.compile(
    "[^，的]{0,6}(?:方案|预案|设计|文件|图纸?|合同|协议|报告书?|计划|名单|档案|制度|清单|简章|样式|规约|结论|结果|章程|目录|名册|措施)"
)
_PARTICULARS = re.compile(  # what a paper holds, or a paper with others
    "[^，]{0,10}(?:合同|报告|文件|协议)[^，的]{0,4}(?:及|和|以及)(?:其|相关|有关)?(?:资料|图纸|材料)|[^，的]{0,4}(?:合同|协议|预案)(?:副本|样本|文本)?|竣工验收|竣工测量图|验收(?:合格)?(?:资料|文件|结果)"
    "|[^，的]{0,4}(?:评价|评估|鉴定|检测|审查|审计)(?:报告|结果|结论)?|(?:收费|价格)标准|运行图|印章式样[^，]{0,8}|使用情况|档案|(?:生产|销售|购买|经营|使用)的品种、数量[^，]{0,8}"
)
_TAKEN = re.compile(  # what stands before the thing and is no word of it
    "^.*(?:制定|编制|制订|编写|拟定|拟订|签订|签署|订立|提出|提交|报送|建立健全|建立|开展|进行|组织|取得|出具|完成|形成|发布|发出|设置|"
    "违反|确需|采取|应当|必须|需要|按照|根据|依据|作出|依法|报|将|把|对|向|与|本单位|本企业|本机构|自身|其|相应|相关|有关|具体|书面|一份|上述|该|项|经|由|后|在|自|的)"
)
_COMPLETED = re.compile("([^，。；、的经]{2,24}(?:工程|设施|建设项目|住宅小区|住宅|建筑|场馆))(?:竣工|完工|建成)")


def _of_works(thing: str, p: Passage) -> str:
    """竣工验收报告 with the works that the article says are completed."""
    built = [m[1] for m in _COMPLETED.finditer(f"{p.earlier}，{p.sentence}")] if _OF_WORKS.match(thing) else []
    built = [
        tidy(re.sub("^并?自", "", words), 24) for words in built if not re.search(f"{ORGAN}|应当|(?:{PARTY})", words)
    ]
    return f"{built[-1]}{thing}" if built and len(built[-1]) > 3 else ""


_GENERIC = re.compile(  # words that any paper may be named with
    "(?:书面|委托|生产|工程|建设|设计|施工|应急|救援|突发事件|预防|安全|综合|评价|评估|管理|修缮|修复|加固|改制|调整|作业|运行|运营|工作|年度|招生|购销|租赁|预售|演出|实施|服务|维护|技术|监管|风险|管控|处置|操作|响应|召回|防护|保护|避让|迁建|重建|拆除|就近"
    "|验收|竣工|交工|测量|检测|鉴定|审查|复核|检验|测试|防治|安排|募捐|相互|代表|藏品|线路|行车|试印|章程|方案|预案|文件|图纸?|合同|协议|报告书?|计划|名单|档案|制度|清单|简章|样式|规约|结论|结果|目录|名册|措施|图|副本|样本|资料|品种|数量|销售|购买|经营|印章|银行|帐号|账号"
    "|收费|标准|项目|飞行|领队|涉密|人员|发掘|开采|使用|情况|合格|委托|监章|无|样图|和|及|以及|其|相关|有关|的|、)+"
)
_CHANGES = re.compile("(改变|变更|更改|修改|补充|调整|、)+(?=[^方计])")


def _of_the_law(thing: str, subject: str) -> str:
    """A paper whose name holds only words that any paper may have, with what the law is about."""
    if not _GENERIC.fullmatch(re.sub("改变|变更|更改|修改|健全", "", thing)):
        return thing
    thing = thing.removeprefix("健全")
    changes = _CHANGES.match(thing)
    return changes.group() + of_subject(thing[changes.end() :], subject) if changes else of_subject(thing, subject)


_OF_WORKS = re.compile("竣工|验收|交工")
_LONGEST = 16  # characters of the words that tell which plan or contract


def with_matter(words: Words, frame: str, p: Passage) -> Words:
    """A paper with a bare name that is approved or filed (*frame*), with the words that tell which one, else what it is for."""
    thing = words.name.removesuffix(frame)
    bare = _BARE.fullmatch(thing)
    if thing == words.name or not (bare or _PARTICULARS.fullmatch(thing)) or not words.conduct.startswith(thing):
        return words
    whole = whole_thing(thing, p) if bare else thing
    act = done_with(thing, p) if whole == thing and bare else ""
    whole = f"{act}的{thing}" if act else whole
    whole = _of_works(thing, p) or _of_the_law(thing, p.subject) if whole == thing else whole
    return replace(words, name=f"{whole}{frame}", conduct=words.conduct.replace(thing, whole, 1))


def whole_thing(thing: str, p: Passage) -> str:
    """*thing*, a paper with a bare name, with the words that tell which one; as it is where the article has none."""
    text = f"{p.earlier}。{p.sentence}"
    text = text[: text.find(thing, len(p.earlier)) + len(thing)]
    for match in re.finditer(f"([^，。；：]{{2,40}}?){re.escape(thing)}(?!或|和|、)", text):
        told = _TAKEN.sub("", match[1])
        if _tells(told, thing):
            return told + thing
    return thing


def _tells(told: str, thing: str) -> bool:
    """Whether *told* says of what matter a paper is: no body, nobody who makes it, no words that any paper may have."""
    if not 2 <= len(told) <= _LONGEST or thing.startswith(told) or _ANY.fullmatch(told):
        return False
    return not re.search(
        f"{ORGAN}|(?:{PARTY})$|[《》（）“”内不未、和及或]|前$|^前|所称|总体|^(?:全国|国家|本|[省市县区])|作为|包括|参加|变更|调整|改变",
        told,
    )


_ANY = re.compile(
    "(?:修改|年度|主要|全部|初步|最终|专项|综合|正式|电子|原|新|总体|实施|工作|重大|临时|标准|示范|本|各|涉及|批准|同意|备案|审批|核准|验收|调整后)+"
)
_DOES = re.compile(
    "在[^，]{2,}内[^，]{2,}|(?:新建|改建|扩建|建设|修建|设置|架设|铺设|开展|进行|从事|举办|拆除|迁移|占用|挖掘|跨越|实施|使用|利用|生产|经营|安装|改造)[^，]{2,}|[^，]{0,12}(?:停止运行|停产|停业|转产|封存|报废|闲置)[^，]{0,16}"
)
_DUTY_AFTER = re.compile("(?:^|。|；)([^，。；]{4,50}?)的?，(?:其|应当|必须|项目|工程|建设|施工|设计)[^。；]*$")


def done_with(thing: str, p: Passage) -> str:
    """The act for which *thing*, a paper with a bare name, is drawn up: in the condition, else in the sentence before."""
    if len(thing) > _SHORT:
        return ""
    if done := _FINISHED.match(p.sentence):
        return "" if re.search(f"{ORGAN}|{PARTY}$|应当", done[1]) else tidy(done[1], 24)
    before = _DUTY_AFTER.search(p.earlier.rstrip("。；"))
    for text in (p.condition, before[1] if before and thing in p.sentence[:12] else ""):
        act = act_of(text)[0] if text else ""
        if (
            act
            and _DOES.fullmatch(act)
            and not (len(thing) > 4 and thing[:-2] in act)
            and not _VERBS.fullmatch(act)
            and not re.search(f"{ORGAN}|{PARTY}$", act)
        ):
            return act
    return ""


_FINISHED = re.compile("([^，。；]{4,24}?)(?:活动)?(?:完成|结束)后，")
_VERBS = re.compile("(?:[一-龥]{2}(?:、|和|或者?)){1,5}[一-龥]{2}")
_SHORT = 8  # characters of a paper's name that may say nothing of its matter
_ACCIDENT = re.compile("(?:^|[，。；：的在]|发生|收到|属于|处理|造成|对|与)([一-龥]{2,6}事故)(?!发生|应急|报告|现场)")
_OF_ACCIDENT = re.compile("(?:技术|事故|事故责任|责任)(?:认定|鉴定)")
_PLEDGED = re.compile(
    "(?:^|，|[以将])([^，。；以将]{2,24}?)(?:作为抵押物?|用于|设定)?抵押(?:担保|时|的|权|，|$)|抵押([^，。；的登]{2,16})的，"
)
_USER = re.compile("(?:^|，)([^，。；的]{2,10})使用单位")
_BEFORE_WORK = re.compile("(?:^|[，的])([^，。；的]{2,16}工程)在?开工前")


def whole_finding(name: str, p: Passage) -> str:
    """A confirmation with a bare name and the thing that it is of: 抵押登记 of 以拖拉机抵押的, 技术鉴定 of 造成药害事故的."""
    told = ""
    if _OF_ACCIDENT.fullmatch(name):
        named = [m[1] for text in (p.condition, p.sentence, p.earlier) for m in _ACCIDENT.finditer(text)]
        named = [words for words in named if not _ANY_ACCIDENT.search(words)]
        whole = re.fullmatch("(?:造成|发生)([^，]{2,30}事故)", p.condition)
        told = whole[1] if whole else named[0] if named else ""
        name = name.removeprefix("事故") if told else name
    elif name == "抵押登记" and (found := _PLEDGED.search(p.sentence)):
        told = tidy(re.sub("作为?$", "", found[1] or found[2]), 24)
    elif name == "使用登记" and (found := _USER.search(p.sentence)):
        told = tidy(found[1], 10)
    elif name == "验线确认" and (found := _BEFORE_WORK.search(p.sentence)):
        told = tidy(found[1], 16)
    return name if not told or re.search(f"{ORGAN}|{PARTY}$|应当|可以", told) else f"{told}{name}"


_ANY_ACCIDENT = re.compile(
    "^(?:该|本次|上述|有关|接到|发生|一般|较大|重大|特别|安全|处理|调查|根据|制作)|进行|做好|组织"
)


def with_owner(words: Words, p: Passage) -> Words:
    """占用绿地或者改变其使用性质 with the thing for 其, from the ban before; without 其 where the sentence names none."""
    whose = re.match("(?P<before>(?:[^，、其]{2,3}(?:、|或者?|和))*改变)其(?P<what>[^他中][^，]+)", words.name)
    if whose is None:
        return words
    named = next((t for m in DENIED.finditer(f"{p.earlier}，{p.sentence}") if (t := _banned(m))), "")
    if whose["before"] == "改变" and words.object and "、" not in words.object:
        named = words.object
    named = named.removesuffix(whose["what"][:2])
    name = f"{whose['before']}{named}{whose['what']}"
    return replace(words, name=name, conduct=words.conduct.replace("改变其", f"改变{named}", 1))


def _banned(ban: re.Match[str]) -> str:
    """The thing that stands before a ban on changing it: 现有绿地不得擅自改变其使用性质."""
    thing = thing_before(ban.string[: ban.start()]) if "改变其" in ban[1] else ""
    return "" if re.search(f"{PARTY}$|未经", thing) else thing


QUANTITY = re.compile(  # how much of what was named before: 一处一次砍伐超过十株
    "(?:(?:一处|一次|每次|单次)+[^，、]{0,4}?(?:超过|不足|不满|达到|未超过)?|[^，、]{0,10}(?:面积|总量|规模|数量)[^，]{0,4}?)[0-9一二三四五六七八九十百千万两]+[^，]{1,6}(?:以[上下]的?)?$"
    "|[0-9一二三四五六七八九十百千万两]+(?:平方米|公顷|亩|株|棵)(?:以[上下])?$"
    "|(?:占地面积|挖填土石方)[^，]*以[上下]$"
)
_BEYOND = re.compile("本(?:条例|法|办法|规定)第[^，。；]{1,16}条[^，。；]{0,8}(?:以外|之外)的")


_AFORESAID = re.compile("前[两二三]款(?:所?规定)?的(?=业务|活动|服务)")


def without_points(p: Passage) -> Passage:
    """*p* with 其他 for what other articles name: 从事本条例第八条禁止范围以外的建设活动 -> 从事其他建设活动."""
    if _AFORESAID.search(p.sentence) and tells_matter(p.subject):
        told = [_AFORESAID.sub(p.subject, text) for text in (p.sentence, p.condition, p.main, p.verb)]
        return replace(p, sentence=told[0], condition=told[1], main=told[2], verb=told[3])
    if not _BEYOND.search(p.sentence):
        return p
    told = [_BEYOND.sub("其他", text) for text in (p.sentence, p.condition, p.main, p.verb)]
    return replace(p, sentence=told[0], condition=told[1], main=told[2], verb=told[3])


ONLY_PLACE = re.compile("(?:超出[^，]{2,16}?)?在[^，动作]{2,30}(?:范围|区域|地带|区|市|县|地|道路|景区)(?:以?内|上)?")
_ALLOTS = re.compile(
    "(?:^|[，。])([^，。；]{4,30}?)的?(?:审批|批准|许可|审批权限|批准权限)?，?(?:应当)?(?:按照|依照|按)?(?:下列|以下)"
)


def in_place(words: Words, p: Passage) -> Words | None:
    """The act of the list with the place of its item: 砍伐树木的审批权限按照下列规定执行：（一）在市区内的，由…审批."""
    found = _ALLOTS.search(p.lead)
    act = tidy(found[1], 30) if found else ""
    if not act or re.search(ORGAN, act):
        return None
    return replace(words, name=f"{words.conduct}{act}审批", conduct=f"{words.conduct}{act}")


_PLACE_OF_ACT = re.compile("在([^，。；的在]{2,12}(?:区|区域|范围|地带))(?:以?内|上)(?=[^，])")


def in_whole_place(words: Words, p: Passage) -> Words:
    """The act in a place that the ban before tells in full: 在渡口两侧的控制区内 for 在控制区内."""
    place = _PLACE_OF_ACT.match(words.name)
    if place is None:
        return _in_own_place(words, p)
    told = re.search(
        f"在([^，。；在应由经对]{{2,24}}?(?:的)?{re.escape(place[1])})(?:以?内|上)", f"{p.earlier}{p.sentence}"
    )
    if told is None or not told[1].endswith(place[1]) or len(told[1]) - len(place[1]) < 2 or re.search(ORGAN, told[1]):
        return _in_own_place(words, p)
    return replace(
        words, name=words.name.replace(place[1], told[1], 1), conduct=words.conduct.replace(place[1], told[1], 1)
    )


_ANY_PLACE = re.compile(  # the parts that any park, site or reserve has
    "(?P<at>在?)(?P<part>(?:(?:重点|核心|一般|一级|二级)?(?:保护|景|控制)(?:区域|区|范围)|建设控制地带|(?:遗产|缓冲|实验|核心|保护|风景|禁采|飞行)区|景区|保护范围|管理范围)(?:以?内|上).+)"
)


def _in_own_place(words: Words, p: Passage) -> Words:
    """The act in a part of the place that the law is about: 渡口公园 + 在景区内设摊."""
    part = _ANY_PLACE.fullmatch(words.name)
    whose = of_subject(part["part"], p.subject) if part and _IS_PLACE.search(p.subject) else ""
    if part is None or not whose or whose == part["part"]:
        return words
    return replace(
        words,
        name=f"{part['at']}{whose}",
        conduct=words.conduct.replace(part["part"][:6], whose[: len(whose) - len(part["part"]) + 6], 1),
    )


_IS_PLACE = re.compile(
    "(?:古城|故城|遗址|公园|湿地|景区|水库|河|湖|山|渠|城墙|石窟|陵墓群|岛|城|湾|水源|河道|名胜区|自然保护区|基地|运河|古镇|街区|名镇名村|水源地)(?:生态|生态环境)?(?:保护|水源|管理)?$"
)
_NAMED = re.compile("(?:确需|需要|拟|因[^，。；]{2,20}需要?)([^，。；]{4,30}?)的，")


def of_size(p: Passage) -> Words | None:
    """The act that the sentences before name, where the condition only says how much of it: 确需砍伐城市树木的，…."""
    found = [tidy(match[1], 30) for match in _NAMED.finditer(p.earlier)]
    return Words(f"{found[-1]}审批", found[-1], "") if found and found[-1] else None
