"""The act that a sentence speaks of, and who does it: in a condition, or before 应当 and 由."""

from __future__ import annotations

import re

from kb.naming.phrases import ORGAN, PARTY, Passage, obliged, party_in, split_party, tidy

_MODAL = r"(?:应当|应(?=[经报向按由事在先持取])|必须|须|需要?(?=[经报向])|方可|可以|可(?=向)|均须|(?<![路自理事])由)"
_NEEDS = re.compile(
    rf"^(.{{2,90}}?)(?:的)?，?{_MODAL}(?:.{{0,50}}?)(?:经|报|向|到|征得|申请|申领|取得|办理|领取|凭|由|将|持|提出|提交|获得|审批|批准|核准|符合|具备)"
)
_BY = re.compile(
    rf"^(.{{2,60}}?)(?:的)?，?(?:应当)?由[^，。；]{{2,60}}?{ORGAN}[^，。；]{{0,12}}?(?:审批|批准|核准|许可|审核|签发|核发|颁发)"
)
_NOT_ACT = re.compile(
    rf"{ORGAN}$|^(?:因|因为|为了?|根据|按照|依照|经|由于(?![^，]{2, 24}(?:原因|需要)确?需)|依法|符合|除|但|凡|对于?此|属于|(?!必须)[^，]*(?:不得|禁止|严禁|应当|必须)|其他|其|申请人|当事人|涉及|有[^，]{{0,8}}情形|确有|在此|特殊|情况)(?![^，]{{0,20}}(?:占用|使用|设立|从事))|[。；：]|(?:批准|同意|许可|规定|要求|条件|之日起?|期间|前|后|时|日内|情况|的|通知|决定)$"
)
_LEADING = re.compile(
    r"^(?:凡是?|确需|确实需要|需要|需|拟|如果|如需|如|要求|申请(?!人)|申办|涉及(?=(?:改变|占用|挖掘|拆除|迁移))|进行|(?:因|为|由于)[^，]{2,24}?(?:需要|需(?!要)|原因|确需)(?:，)?(?:确需|必须|需要|需|的)?|因特殊(?:情况|原因|需要)|特殊情况下?|(?:确实|确)?无法避开|确有[^，]{2,8}?(?:理由|原因)|确属需要|必须|对于?(?!外)|在本(?:市|省|行政区域内?)(?:范围内)?|擅自|依法|开展)+，?"
)
_REASON = re.compile(r"^(?:因|因为|为了?|由于)[^，]{2,60}?(?:需要|确需|需(?!要))(?=[^，]{2,})")
_NOT_DONE = re.compile("符合|具备|不符合|确实无法|无法|认为|确有|有特殊")
_NEEDED = re.compile(
    rf"(?<=[^，、急必所亟的因为无])如?(?:确属需要|确需|需要|需(?!要|求))(?:申请)?(?=[^，]{{2}})(?!履行|对|[^，]{{0,6}}{ORGAN})"
)
_NEED = re.compile(r"(?:因[^，]{2,16}?(?:需要|原因))?(?:如需要?|如?确需要?|确因[^，]{2,12}?需要?|必需)")


def act_of(text: str) -> tuple[str, str]:
    """(act, party): what needs the permit in a condition or at the head of a sentence; ("", "") where nothing is left."""
    text, party = split_party(re.sub("^(?:以及|或者|并且?|及其)(?=.{4})", "", text))
    pieces = [_REASON.sub("", piece) for piece in text.split("，")]
    pieces = [piece for piece in pieces if piece and not _NOT_ACT.search(piece)]
    pieces = [piece if at and piece.startswith("对") else _LEADING.sub("", piece) for at, piece in enumerate(pieces)]
    pieces = [piece for piece in pieces if len(piece) > 1 and not _NOT_DONE.match(piece)]
    if not pieces:
        return "", ""
    joined = "，".join(pieces)
    joined = _NEEDED.sub("", _NEED.sub("", joined if len(joined) <= 60 else pieces[-1]))
    if _NO_DOING.search(joined):
        return "", party
    act = tidy(re.sub(r"^(?:取得|领取|办理)(.{4,})的[^的]{0,12}(?:许可证|证书|执照)$", r"\1", joined), 64)
    act = re.sub("^(?:擅自)?决定对([^，、]{2,10})进行(?=[^，]{2,8}$)", r"\1", act)
    if act and re.search(rf"^[^，]{{0,8}}(?:{ORGAN})", act):
        return "", ""
    if len(pieces) > 1 and re.fullmatch(rf"[^，、]{{0,4}}{PARTY}", pieces[-1]):
        act, party = tidy("，".join(pieces[:-1]), 45), party or pieces[-1]
    if act and len(pieces) > 1:
        party = party or party_in(pieces[0])
    if party and act == party:
        return "", party
    return act, party


_NO_DOING = re.compile(
    r"仍(?:不能|无法)|能够证明|勤勉|^作为|^自[己行]|(?:改变|变更|调整|修改)[^，]{0,30}(?:规划|计划|预案|目录|名录)$"
)


def needing(p: Passage) -> tuple[str, str]:
    """(act, party) of the sentence: from its condition, else from what stands before 应当 or 由."""
    if p.condition:
        act, party = act_of(p.condition)
        if act:
            return act, party or obliged(p.main)
    match = _BY.match(p.main) if "由" in p.verb[:1] else None
    match = match or _NEEDS.match(p.main)
    if match is None or re.search(rf"{ORGAN}$", match[1]):
        return "", obliged(p.main)
    act, party = act_of(match[1])
    if act and re.fullmatch(rf".*{PARTY}", act) and not re.search("从事|设立|举办|开办|兴办|成立|使用|变更|经营", act):
        return "", act if len(act) <= 12 and "，" not in act else ""
    return act, party or obliged(p.main)


_SINCE = re.compile("(?:竣工|交付使用|建成|使用|验收合格)?后?[^，。；后]{1,4}[年月日]内$")
DENIED = re.compile(r"(?:不得|禁止|严禁|严格控制|严格限制)(?:擅自|任意|随意)?([^，。；]{2,40})")


def thing_before(text: str) -> str:
    """What a ban is about where it stands before it: 大修的道路竣工后三年内(不得挖掘)."""
    pieces = re.split("[，。；]", text)
    last = pieces[-2] if len(pieces) > 1 and re.fullmatch(rf"任何[^，]*{PARTY}", pieces[-1]) else pieces[-1]
    thing = _SINCE.sub("", last)
    thing = tidy(thing if thing == last else thing.rpartition("、")[2], 40)
    return "" if re.search("应当|必须|可以|不得", thing) else thing
