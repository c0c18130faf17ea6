"""The breach of a duty or a ban that an article lays down: X不得Y -> XY, X应当Y -> X未按规定Y; one line of a list, too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kb.naming.breaches import COMMA, HEAD, JOINED, PARTY_AT_END, conduct_of, object_of
from kb.naming.phrases import first_party, flat

_CASES = re.compile(r"(?:有|存在|属于|符合)?(?:下列|以下)[^，。；]{0,8}(?:情形|情况|条件)(?:之一)?的(?=，)")
_MODAL = re.compile(
    r"(?P<ban>不得|(?<![所令定])禁止(?![的性区]|行为|(?!破坏|损|毁|移|涂|擅|拆)[^，。；、]{1,10}(?:标[志识牌]|制度|警示)|(?:吸烟|停[车放]|捕捞|养殖|燃放(?:烟花爆竹)?|建设|开发)的?(?:公共)?(?:场所|区域|路段|地点))|严禁|不准)"
    r"|(?P<duty>(?:应当|必须|须(?=[经向在按持])|(?<![适相反效响供对])应(?=[按在及向符经]|严格|立即|如实|遵守|建立|采取|具备|取得|配备|加强|认真|定期|做到|主动|妥善|自觉|提供|依[法照据]))(?!知))"
)
_ORGANS = re.compile(r"(?:人民政府|部门|主管机关|行政机关|办事处|委员会(?!成员|委员))[^，。；]{0,20}$")
_ALLOWED = re.compile(
    "未?经[^，。；]{2,30}(?:批准|同意|许可|审核|备案)(?:的|，)*$"
)  # 未经主管部门批准不得…: the organ does not owe it
_ONLY_AFTER = re.compile(  # 企业获得核准后方可处置: nobody says 应当
    "(?P<head>[^，]*?)(?P<step>(?:经(?!营)|获得|取得|领取|办理|通过|持有?)[^，]{2,40}?)(?:的|后|，)*(?:方可|方能|方准|才能|才可以|始得)(?P<act>[^，]{2,}.*)"
)
_OFFICIAL = re.compile("政府|部门|机关|委员会|法院|办事处|管理机构")
_ANYBODY = re.compile(
    r"(?<![的及和与、关他何各])(?:任何|各|有关|相关|其他)*(?:(?:单位|组织|机构)(?:和|或者?|、|及)个人|个人(?:和|或者?|、|及)(?:单位|组织))(?:都|均|也)?，?$"
    r"|任何人(?:都|均)?$|(?:都|均|也|至少|一律|还|同时)$"
)
_SELF = re.compile(r"按照?|依照|依法|及时|自|在|于|经|向|定期|即时|立即|如实|妥善|立即|遵守|当场|事先")
_LONG = 160  # characters of a breach to which that of the next sentence is not added


def breach_of(text: str) -> str:
    """The breach of the duties in *text*: X不得Y -> XY, X应当Y -> X未按规定Y; empty where it lays none on a party."""
    text = _CASES.sub("在规定的情形下", HEAD.sub("", COMMA.sub("，", text)))
    found = ""
    for sentence in re.split("[。；;\n]", text):
        made = _breach_in(
            _PAUSE.sub(r"\g<whom>", re.sub(r"\s+|(?<=禁止)或者限制(?=在)", "", sentence)), further=bool(found)
        )
        if made and len(found) + len(made) <= _LONG:
            found += ("，或者" if found else "") + made
        elif made or (
            not found and _MODAL.search(sentence) and re.search("(?:下列|以下)[^，。；]{0,12}[：:]?$", sentence)
        ):
            return found or made
    return found


_PAUSE = re.compile("(?<=[并当]对)(?P<whom>[^，。；]{2,20})，(?=进行|予以|实施|开展|给予)")  # 并对新摊主，进行培训


def _breach_in(sentence: str, *, further: bool) -> str:
    """The breach of the duty in one sentence; one *further* than the first has to say on whom the duty lies."""
    sentence = sentence.rstrip("：:，")
    modal = _main_modal(sentence)
    head = sentence[: modal.start()] if modal else ""
    if not modal and not further and (only := _ONLY_AFTER.fullmatch(sentence)):
        return f"{only['head']}未{only['step']}即{only['act']}"
    if (
        not modal
        or _ORGANS.search(_ALLOWED.sub("", head))
        or re.search("(?:下列|以下)[^，。；]{0,12}$", sentence[modal.end() :])
    ):
        return ""
    if further and (_OFFICIAL.search(head) or not (head or modal["ban"])):
        return ""
    head = JOINED.sub("", _ANYBODY.sub("", head))
    head = re.sub("，?但是?，?$", "，", head) if modal["ban"] else head  # 可以经营，但不得出口
    first, *more = sentence[modal.end() :].split("，")
    first = re.sub("(?<=同意|批准|许可|核准)后$", "", first) if first.startswith("经") else first
    if modal["duty"]:
        said = head + _undone(first)
    else:
        head = re.sub("^((?:未|不|没有).*)的$", r"\1", head)  # 未经批准的不得施工
        first = re.sub("(?<=、)(?:也|并)?不得|(?<=或者)不得", "", first)
        first = re.sub("^任何(?:单位和个人|单位或者个人|个人和组织|组织和个人|人)", "", first)
        said = (head.rstrip("，") if modal["ban"] in ("禁止", "严禁") else head) + first
    return _BEFORE.sub("即", said + _further(more, duty=bool(modal["duty"]), first=first))


_BEFORE = re.compile("(?:的|后|，)*(?:方可|方能|才能|才可以?|方准)")  # 未经批准，方可施工
_BY_LAW = re.compile("(?:规定|依法)$")


def _main_modal(sentence: str) -> re.Match[str] | None:
    """The 应当 or 不得 of the main clause: not that of a condition (应当报批的，…) or of a noun (禁止吸烟的场所)."""
    found = list(_MODAL.finditer(sentence))
    for modal, after in pairwise(found):
        piece = sentence[modal.end() :].split("，")[0]
        inside = after.start() < modal.end() + len(piece) and "的" in sentence[modal.end() : after.start()]
        named = _BY_LAW.search(sentence[: modal.start()]) and re.search("的[^，的]{1,16}$", piece)
        whose = re.fullmatch("(?:凡是?|所有|对)?", sentence[: modal.start()]) and _OBLIGED.search(piece)
        begun = not modal.start() and modal["duty"] and re.search("的[^，的]{2,}[前后时中内]$", piece)
        if not (piece.endswith("的") or inside or named or whose or begun):
            return modal
    last = found[-1] if found else None
    return None if last and last["ban"] == "禁止" and _in_noun(sentence, last) else last


_OBLIGED = re.compile("的(?:单位|个人|企业|组织|人员|和|或者?|、)+$")  # 凡应当缴费的单位和个人，必须…


def _in_noun(sentence: str, ban: re.Match[str]) -> bool:
    """Whether 禁止 belongs to a noun: 国家明令禁止生产的产品, 隧道等禁止进入的区域."""
    before, after = sentence[: ban.start()], sentence[ban.end() :]
    if re.search(".(?:国家|规定|法规|明令|依法)$", before):
        return "的" in after
    return before[-1:] not in ("", *"内中上，区域") and bool(re.match("[^，的]{1,6}的[^，]{1,10}(?:[，；]|$)", after))


def _further(pieces: list[str], *, duty: bool, first: str | None = None) -> str:
    """The pieces after the first of a duty or a ban: each with a modal of its own is an alternative breach."""
    said: list[str] = []
    banned = False
    for before, piece in pairwise(["" if first is None else first, *pieces]):
        modal = _MODAL.search(piece)
        if _BEFORE.search(piece) and not re.match("方|才", piece):  # 检验合格后方可使用
            continue
        if not duty and piece.endswith("除外") and not re.match("但|其", piece):
            said.append("，" + piece)  # 禁止货车凌晨通行，接驳车辆除外
            break
        if (
            re.match("但|可以|有权", piece)
            or piece.endswith("除外")
            or (duty and not modal and re.match("由(?![^，]*(?:签[字名章]|盖章|公章))|其", piece))
            or (not modal and _SET_BY.search(piece))
        ):
            break
        if modal is None and duty and not banned and (other := re.match("(?:或者?|也可以)(?=.{4})", piece)):
            rest = piece[other.end() :]
            said.append("，也" + _undone(rest) if _VERB.match(rest) else "，" + piece)  # neither one nor the other
            continue
        if modal is None and not duty and (task := _BESIDE_BAN.match(piece)):
            said.append(f"，或者未{task[1]}")  # 禁止野外用火，并加强管理
            continue
        if modal is None:
            goes_on = not duty or (_HALF.match(before) and not _AND.match(piece))
            step = "，" + piece if goes_on else _next_step(piece, banned=banned)
            if said and step.startswith("，或者"):
                said[-1] = _LET.sub("", said[-1])  # 报经…同意后，办理手续: each step by itself
            said.append(step)
            continue
        banned = bool(modal["ban"])
        who = re.sub("^(?:并且?|且|同时|也|还)+$", "", piece[: modal.start()])
        who = "" if _ANYBODY.fullmatch(who) else who
        rest = piece[modal.end() :]
        joint = "，或者"
        if said and (said[-1].endswith("的") or _ITS_CASE.match(said[-1])):
            said[-1], joint = "，或者" + re.sub("^，(?:或者)?|的$", "", said[-1]), "，"
        said.append(joint + who + (rest if modal["ban"] else _undone(rest)))
    return "".join(said)


def _next_step(piece: str, *, banned: bool) -> str:
    """A further step of a duty, denied like the first: 未按规定登记，或者未报告; what it is for stays as it is."""
    step = _AND.sub("", piece)
    if not banned and (done := _AFTER.fullmatch(step)):
        return f"，或者{done['when'].removesuffix('的')}未{done['act']}"
    if not banned and _OBTAINS.fullmatch(step):
        return "，或者未" + step.removesuffix("后")
    if not banned and (measure := _MEASURE.match(step)):
        return f"，或者{measure['thing']}{measure['than']}" + step[measure.end() :]
    if _STATES.match(step) or (banned and _VERB.match(step)):
        return "，或者" + _undone(step)
    aim = _FOR_WHAT.match(step) if step == piece else _NO_STEP.match(step)
    if aim or _CIRCUMSTANCE.search(piece) or not (step != piece or _VERB.match(step)):
        return "，" + piece
    if _NEGATED.match(step):
        return "，或者" + step
    return "，或者" + re.sub("^未按规定", "未", _undone(step))


_LET = re.compile("(?<=同意|批准|许可|核准|备案)后$")
_AFTER = re.compile(
    "(?P<when>[^，]{2,16}[后时]|发现[^，]{2,16}的)(?P<act>(?:立即|及时|迅速|主动|自觉|即时)[^，]{2,})"
)  # 下客后立即驶离
_OBTAINS = re.compile(
    "(?:(?:取得|领取|申领|获得|办理)(?![^，]*的[^，]{2,})|(?:依法)?经(?![营过])[^，]*(?:同意|批准|许可|核准|合格))[^，]*后"
)
_MEASURE = re.compile("(?P<thing>(?!确保|保证)[^，]{2,40})不(?P<than>低于|少于|高于|大于|小于|超过)")
_SET_BY = re.compile("由[^，]{2,24}(?:规定|制定|确定|公布)$")  # …，具体种类由省人民政府规定
_ITS_CASE = re.compile("，(?:未经[^，]{2,20}|无正当(?:理由|原因)|在[^，]{2,30}[内中上里时前后])$")
_AND = re.compile("^(?:并且?|且|同时|还|也)+(?:应当?|要)?(?=.{2})")
_FOR_WHAT = re.compile(
    "确保|保证|保障|有效|满足|防止|避免|以便|以保|使|从而|以免|便于|方便|减少|防范|预防|直至|不得|实现|提高|消除|除|但|其|可以"
)
_NO_STEP = re.compile("不得|除|但|其|可以|从而|以便|使")
_NEGATED = re.compile("(?:不|未|没有)")
_BESIDE_BAN = re.compile("并((?:对[^，]{2,20})?(?:加强|做好|落实|采取|设置|及时)[^，]{2,})")
_HALF = re.compile(  # how, when or on what, and not yet what is to be done
    r"(?:严格)?(?:按照?|依照|根据|遵循|结合|依据)[^，]*(?:规范|标准|规定|要求|意愿|权限|分工|约定|原则|程序|规程|方案|计划|规划|办法|目录|细则|条件|需要|情况|年龄|特点|性质|规模|等级)$"
    r"|(?:将|把)[^，]*的[^，的]{2,12}(?:资料|材料|信息|情况|记录|台账|数据|文件|档案|凭证)$|(?:在|自|于|至少)[^，]*(?:[前后时内中外上下日月起里]|同时|期间|时间|过程|位置|地点|部位)$|(?:对|就|向|将)(?:(?!进行|予以|实[行施]|采取|开展|做好|承担|负责|加强|报|送|提|交|告|登记|处理|纳入|服务|救助|纠正|制止|劝|组织|督促|指导|管理|处置|拆除|清)[^，])*$"
)
_STATES = re.compile(
    "(?:并)?(?:具有|具备|符合|有(?!关|权|必要|条件的|效|序)[^，]{2,}(?:标[志识牌记]|设[施备]|措施|场[所地]|人员|制度|条件|证明?|记录)$|对[^，]{2,20}负责$)"
)  # 不是一家机构，或者不具有场所
_VERB = re.compile(
    r"书面|立即|迅速|劝[阻离]|报(?=[^，]*(?:批准|审批|审核|备案)$)|优先|停止|暂停|恢复|移交|结清|避开|为[^，]{1,6}(?:束|戴|配|办|购|缴)|让(?![人方])|达到|做到|由[^，]*(?:签[字名章]|盖章|公章)|监督|每[^，]{1,4}至少|等[待候]|持[有证经]|穿戴|具有|建(?!筑|材|设[单项工用])|制定|设[立置]|保[持证存障管]|采取|按|依|定期|及时|落实|配[备合]|公[示开布]|履行|执行|遵守|符合|具备|服从|在|自|向|经(?!营)|对|如实|妥善|"
    r"加强|开展|组织|进行|实施|实行|使用|提供|告知|报[告送]|记[录载]|佩戴|携带|出示|张贴|标[明注示]|检查|维护|清[理除]|签订|办理|申|取得|接受|明[确码]|安[排装]|完善|健全|与|承担|协助|做好|督促|查验|核[实对验]|随身|主动|按时|开启|关闭|停放|避让|让行"
)


def _undone(duty: str) -> str:
    """A duty that was not done: 符合标准 -> 不符合标准, 及时清除 -> 未及时清除, 设置标志 -> 未按规定设置标志."""
    if duty.startswith(("符合", "具备", "具有", "服从", "配合", "低于", "高于", "少于", "大于", "小于", "是", "能够")):
        return "不" + duty
    if re.match("不(?:低于|少于|超过|高于|大于|小于)", duty):
        return duty[1:]
    if duty.startswith(("有", "达到")):
        return ("没" if duty.startswith("有") else "未") + duty
    return ("未" if _SELF.match(duty) else "未按规定") + duty


_ACTS = r"(?:行为(?!规范|准则|要求)|活动|作业|情形|情况|事项)"
_FILLED = re.compile(
    rf"(?:(?:进行|从事|实施|开展|有|存在|属于)(?=(?:下列|以下)[^，。；：]{{0,8}}?{_ACTS}))?(?:下列|以下)[^，。；：]{{0,8}}?"
    rf"(?:{_ACTS}|业务|工程|项目|合同|场所|区域|范围|水域|路段|时段|地区|地点|地段|条件|单位|人员|企业|车辆|机动车|船舶|设施|设备|物品|产品|商品|建筑物?|岗位)(?:之一)?"
)
_WHOLE = re.compile(  # the rest of a lead that is no more than the noun for its lines
    r"(?:[、和及与][^，。；：的]{1,8}|(?:[^，。；：]*的)?[^，。；：的]{0,10}(?:行为|活动|规定|规范|要求|义务|情形|事项|职责|标准|条件|材料|物品|产品|商品|设施|信息))?[：]?$"
)
_WRONG = re.compile(r"有(?:下列|以下)[^，。；]{0,12}行为(?:之一)?的?，")
_LEAVE = re.compile("经(?!营)|批准|同意|许可|备案|审批|手续")
_VAIN = re.compile("^(?:为|根据|按照|依照|国家|本[市省县区行]|全[市省]|除|法律)|[：；。]")
_WHERE = re.compile("^在|(?:内|中|上|时|期间|范围|区域|场所|保护区|控制区|景区)$")
_AREA = re.compile("(?!在)[^，。；]{2,20}(?:保护区|控制区|景区)")
_EXCEPTED = re.compile("，[^，]*除外$")


def _own_modal(item: str, modal: re.Match[str] | None) -> re.Match[str] | None:
    """The modal by which a line rules itself, None where that of the lead governs it all the same."""
    own = _main_modal(item)
    if own and own["ban"] and own.start() and modal and modal["duty"]:
        begun = [piece for piece in item[: own.start()].split("，") if piece and not _CIRCUMSTANCE.search(piece)]
        duty = begun and (_VERB.match(begun[0]) or _STATE.match(begun[0]) or len(begun) > 1)
        if duty or (own["ban"] in ("禁止", "严禁") and (begun or _VERB.match(item))):
            return None  # 制定禁止吸烟的制度, 接受检查，不得携带武器: a duty first of all
    if own and own["duty"] and modal and modal["ban"] and re.search("的[^，]{2,}$", item[own.end() :]):
        return None  # 不得作出下列规定：（一）免除应当承担的责任
    return own


def breach_in_list(lead: str, item: str) -> str:
    """The breach of one line of a list: the act under a ban, the omission under a duty; who is meant, and where, before it."""
    words = conduct_of(item, "").partition("。")[0]
    item = flat(item) if words in ("其他", "其它") else _EXCEPTED.sub("", words)
    lead = re.sub(r"\s+", "", HEAD.sub("", COMMA.sub("，", lead)))
    lead = lead.replace("负有下列", "应当履行下列")
    lead = lead if _MODAL.search(lead) else re.sub("(?:具体|依法|主要)*履行(?=下列|以下)", "应当履行", lead)
    pieces = [piece for piece in item.split("；") if len(piece) > 3]
    if 1 < len(pieces) <= _MOST_SENTENCES and not _DEFINES.search(lead):
        return _either_breach(lead, pieces)
    if _DEFINES.search(lead):
        return item
    modal = _list_modal(lead)
    own = _own_modal(item, modal)
    *earlier, last = re.split("[。；]", lead)
    if earlier and re.search("下列|以下", last) and (governs := _MODAL.search(last)) and governs.start():
        lead, modal = last, _list_modal(last)  # …不得超标；企业应当按照下列要求检测
    if "除下列" in lead or (modal and modal["duty"] and _ASSIGNS.search(item)):
        return ""
    place = None if own or not modal or _WRONG.search(lead) else _FILLED.search(lead)
    about = None if own or not modal or place or _TWO.search(lead) else _HEADED.match(lead)
    if about and modal and about.end() <= modal.start():
        return breach_of(_hidden(item) + lead[about.end() :]).replace(_HIDE, "")
    if place and modal and place.end() > modal.start() and _WHOLE.match(lead, place.end()):
        place = None
    if place:  # 进行下列活动，应当经批准：（一）爆破
        return breach_of(_fill(lead, place, _hidden(item))).replace(_HIDE, "")
    if _CASES.search(lead):
        return ""
    if modal and modal["duty"] and (left := _LEFT_OPEN.fullmatch(item)):
        return f"{_before_lines(lead, modal, wrong=False)}未{left['do']}其他{left['what']}"
    if own:
        return _before_lines(lead, modal, wrong=False) + breach_of(item)
    wrong = _WRONG.search(lead)
    if wrong and modal and modal["duty"] and modal.start() >= wrong.end() and _LEAVE.search(lead, modal.end()):
        return breach_of(f"{_hidden(item)}，{lead[wrong.end() :]}").replace(_HIDE, "")  # 有下列行为之一的，应当经批准
    head = _before_lines(lead, modal, wrong=bool(wrong))
    if ((whose := _WHOSE.match(item)) and head.endswith(whose[1])) or (head and item.startswith(head)):
        head = ""  # 经营者不得：（一）从事维修的经营者谎报用料
    given = re.search(r"(?:应当|必须)([^，。；]{1,24}?)(?:下列|以下)[^，。；]{0,12}[：:\s]*$", lead)
    if given and not re.match("遵守|履行|符合|做到|执行|按|依|具备|达到|满足", given[1]):
        if given[1].endswith("采取") and (_ACTS_ITSELF.search(item) or _STATE.match(item)):
            return head + _undone_in(item)  # 应当采取下列措施：（一）大风天气时，停止作业
        return f"{head}{_undone(given[1])}{item}"  # 应当提交下列材料：（一）申请书
    if (
        modal
        and modal["duty"]
        and not wrong
        and not re.search("(?:下列|以下)[^，。；]{0,4}行为(?!规范|准则|要求)", lead)
    ):
        return head + _undone_in(item)
    if (
        modal
        or re.search("(?:下列|以下)[^，。；]{0,16}行为", lead)
        or re.search("^不(?!得)|未(?!成年)|擅自|非法", item)
    ):
        done = "实施" if head and _CATCH_ALL.fullmatch(item) and not _DOING.search(head) else ""
        return head + done + item + _content(lead, item)
    return ""


_LEFT_OPEN = re.compile(
    "其[他它](?:依法)?(?:应当|必须)(?:依法)?(?P<do>采取|落实|遵守|履行|具备|提供)的(?P<what>[^，]{2,20})"
)


def _content(lead: str, item: str) -> str:
    """What the lead says after the lines: 发布含有下列内容的信息：（一）宣扬迷信 -> …宣扬迷信内容的信息."""
    found = _CONTENT.search(lead)
    if not found or item.endswith(found[1] or "内容"):
        return ""
    return ("的" if item.endswith("内容") else "内容的") + found[1] if found[1] else "的内容"


_CONTENT = re.compile(
    r"(?:(?:(?:含|载|带)有|包含)(?:下列|以下)(?:情形|内容)(?:之一)?|有(?:下列|以下)内容(?:之一)?)的?([^，。；：]{0,12})[：:]?\s*$"
)


def _either_breach(lead: str, pieces: list[str]) -> str:
    """The breaches of a line of several sentences: （一）应当圈养；外出的，由成年人牵领, each a breach by itself."""
    first, *more = [said for piece in pieces if (said := breach_in_list(lead, piece))] or [""]
    head = re.split("[未不没非]", _shared(first, more))[0]
    return "，或者".join([first, *(said[len(head) :] if len(head) > 1 else said for said in more)])


def _shared(first: str, more: Sequence[str]) -> str:
    """The beginning that *first* has in common with all of *more*."""
    for at, characters in enumerate(zip(first, *more, strict=False)):
        if len(set(characters)) > 1:
            return first[:at]
    return min([first, *more], key=len)


_MOST_SENTENCES = 12  # of a line that are taken one by one
_DOING = re.compile("(?:从事|实施|进行|开展|有)$")
_CATCH_ALL = re.compile("(?:法律|行政法规|国家|其他)[^，；]*(?:行为|活动)")
_ACTS_ITSELF = re.compile(
    "^在[^，。；]{2,24}(?:公示|公布|设置|安装|配备|张贴|悬挂|铺设|使用)|[时后前]，|^(?:及时|定期|采取|不得|按照?|对)|进行|，(?:并|采取|及时|禁止|严禁|不得)|(?:覆盖|冲洗|清洗|硬化|围挡|设施|设备|标志|标识|制度)$"
)
_WHOSE = re.compile("(?:从事|提供|经营|使用|生产)[^，。；]{2,40}?的(经营者|单位|企业|机构|人员)(?!的)")
_POSITIVE = re.compile("喷[印涂]|保持|符合|具备|采取|设置|统一|整洁|分类|配套|(?:营运|齐全|完好|清洁|平整|畅通|有效)$")
_DEFINES = re.compile("(?:行为|情形)，?(?:是指|包括|为|有)[：]?$")
_ASSIGNS = re.compile("由[^，。；]{2,24}(?:负责|承担)[^，；]{0,6}$")  # who is in charge of what
_CIRCUMSTANCE = re.compile(
    "[的时后前上内中间]$|区域$|路段$|场所$|活动$|作业$|^[一二三四五六七八九十0-9]{1,3}[时月日]|^(?:因|除)"
)
_HEADED = re.compile("(?:下列|以下)(?:[^，。；：]{2,40}?(?=，|应当|必须|须|不得))")  # 下列作业，应当…：（一）…
_TWO = re.compile("(?:下列|以下).*(?:下列|以下)")
_HIDE = "\x1f"


def _hidden(item: str) -> str:
    """*item* with a mark in its 禁止, so that it is not taken for the modal of the lead in which it is filled."""
    return item.replace("禁止", f"禁{_HIDE}止")


def _list_modal(lead: str) -> re.Match[str] | None:
    """The modal that governs the lines: the ban of 禁止下列行为, whatever the lead demands before."""
    bans = [m for m in _MODAL.finditer(lead) if m["ban"] and _OF_LINES.match(lead, m.end())]
    return bans[-1] if bans else _main_modal(lead)


_OF_LINES = re.compile("[^，。；]{0,24}(?:下列|以下)[^，。；]{0,40}$")
_STATE = re.compile(  # a thing, and what it shall be or have: 出入口设置冲洗设施
    r"(?P<thing>(?!将|把|由|向|为)(?:(?!并|主动|自觉|且)[^，]){2,40}?)(?P<verb>符合|能够|为(?=[^，]{2,20}所必[需要]$)|不(?:低于|少于|超过|高于|大于|小于)|达到|具备|保持|采取|采用|设置|安装|配[备置]|实行|避让|分开|(?:清[洗理]|冲洗)干净|统一|随车携带"
    r"|进行(?=[^，]{0,8}(?:硬化|绿化|覆盖|清洗|消毒|防护|封闭)))(?!的)(?![^，]*的[^，]{2,16}(?:符合|达到|保持|采取|设置|安装|配备|实行|进行|能够))"
)
_UNMET = {"职责": "履行", "义务": "履行", "责任": "履行", "措施": "采取", "条件": "具备"}
_OTHER = re.compile("其他[^，]{0,16}?(职责|义务|责任|措施|条件|规定|规范|要求|准则|标准|制度)$")


def _undone_in(item: str) -> str:
    """The omission of a duty in a line: 发现隐患，及时报告 -> 发现隐患，未及时报告."""
    pieces = item.split("，")
    if re.match("不(?!得|[能听具够再服属符满足宜]|[低少超高大小][于过])", item):
        return pieces[0][1:] + "".join(f"，或者{p[1:]}" if re.match("不(?!得)", p) else f"，{p}" for p in pieces[1:])
    if len(pieces) == 1 and (other := _OTHER.search(item)) and not _VERB.match(item):
        return f"未{_UNMET.get(other[1], '遵守')}{item}"
    for at, piece in enumerate(pieces):
        if re.search("[的时后前]$", piece) or re.match("对(?:拒不|不(?!同))|发现", piece):
            continue
        state = None if _VERB.match(piece) else _STATE.match(piece)
        if state or _VERB.match(piece) or piece.startswith("有"):
            if any(_POSITIVE.search(p) for p in pieces[:at]):
                break
            before = "".join(p.removesuffix("的") + "，" for p in pieces[:at])
            made = state["thing"] + _unlike(piece[state.start("verb") :]) if state else _undone(piece)
            return before + made + _further(pieces[at + 1 :], duty=True, first=piece)
    return f"未做到{item}"


def _unlike(state: str) -> str:
    """A state that is not reached: 符合标准 -> 不符合标准, 设置围挡 -> 未设置围挡."""
    if state.startswith("为"):
        return "非" + state
    return _undone(state) if state.startswith(("符合", "具备", "不", "达到", "能够")) else f"未{state}"


def _fill(lead: str, place: re.Match[str], item: str) -> str:
    """*lead* with *item* in *place* of 下列活动."""
    before, after = lead[: place.start()], lead[place.end() :]
    if before.endswith("在"):
        item = item.removeprefix("在")
    if after.startswith("时"):
        item = item.removesuffix("时")
    if place.group().endswith("条件") and before.endswith("在"):
        item += "的条件"
    apart = re.search(_ACTS + "(?:之一)?$", place.group()) and after[:1] not in ("，", "的", "时", "")
    return before + item + ("，" if apart else "") + after


def _before_lines(lead: str, modal: re.Match[str] | None, *, wrong: bool) -> str:
    """Who and where, in the lead of a list of bans or duties: 学员不得有下列行为 -> 学员, 禁止携带下列物品 -> 携带."""
    if modal is None:
        return ""
    before = re.sub("，?除[^，。；]*?外，?(?:还|也)?", "，", lead[: modal.start()].rpartition("。")[2]).removeprefix(
        "，"
    )
    before = before.removeprefix("在此期间，")
    if first := _main_modal(before) if modal["ban"] else None:
        before = before[: first.start()]
    if wrong and "有" in before:
        before = before[: before.rindex("有")]
    head = _ANYBODY.sub("", conduct_of(before, ""))
    if (
        _VAIN.search(head)
        or _ORGANS.search(head)
        or not (PARTY_AT_END.search(head) or _WHERE.search(head) or object_of(head) or first_party(head))
    ):
        head = ""
    act = re.match(r"([^，。；]{0,40}?)(?:下列|以下)([^，。；]{0,30})$", lead[modal.end() :].rstrip("：:"))
    verb = act[1] if act and modal["ban"] else ""
    if act and re.search(_ACTS + "$|(?:方式|手段|方法|支持|帮助)$", act[2]):
        verb = re.sub("(?:进行|从事|实施|开展|有|存在|发生|出现|采取|采用|提供)$", "", verb)
    head = head.rstrip("，")
    head = f"在{head}内" if _AREA.fullmatch(head) else head
    apart = head and not PARTY_AT_END.search(head) and not verb and ("，" in before or not _WHERE.search(head))
    return head + ("，" if apart else "") + verb
