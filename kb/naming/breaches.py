"""What a penalty article punishes, and whom: the conduct and the party in the words of a condition."""

from __future__ import annotations

import re

_HEAD = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百千零〇]+条(?:之[一二三四五六七八九十]+)?[ 　\t]+)?(?:[（(][一二三四五六七八九十百]{1,4}[）)]|\d{1,2}[.．、])?\s*"
)
_LAW = r"(?:本|该|前述)(?:法|条例|办法|规定|细则|规则|决定|实施办法|实施细则)"
_PLACES = r"(?:第[一二三四五六七八九十百千零〇]+条|第?[（(]?[一二三四五六七八九十]{1,3}[）)]?[款项目])"
_BREACH = re.compile(
    rf"(?:凡|对于?|因|有|具有)?(?:违反了?|不符合|不遵守)(?:本规定(?!第|的)|(?:{_LAW}|《[^》]{{2,40}}》|前[款条]|上款|法律、(?:行政)?法规|国家有关|{_PLACES})"
    rf"[^，。；]{{0,80}}?(?:规定|要求)(?:之一)?(?:的行为)?(?:的)?)(?:，|、|$)?"
    rf"|(?:(?:有|具有|实施)[^，。；]{{0,20}}?|{_LAW}|《[^》]{{2,40}}》){_PLACES}[^，。；]{{0,60}}?(?:所列|规定|所述)[^，。；]{{0,40}}?(?:行为|情形)(?:之一)?(?:的)?(?:，|、|$)?"
)
_LISTED = re.compile(
    r"[，、]?(?:有|存在|具有|实施)?(?:下列|以下|上述|前款所列|前款)(?:[^，。；]{0,10})?(?:行为|情形|情况|规定|事项)(?:之一)?(?:的)?$"
)
_TAIL = re.compile(r"(?:，(?:并|且|但)?|[；;。：:，,、\s])+$")
_ACTOR = re.compile(
    r"^((?:[^，。；、]|、(?=[^，。；]{1,12}(?:单位|企业|者|人|机构|部门|经营|站|场|所|店|公司|人员))){2,30}?(?:单位|企业|(?<!或)者|人|机构|公司|人员|场所|经营户|医师|学校|站|店|所|厂|户|会|院|社))"
    r"(?=未|不|擅自|违反|违法|违规|非法|拒|伪造|超|在|将|有下列|以|采|使|没有|隐|虚|出具|$)"
)


_COMMA = re.compile(r",(?![0-9]{3})")


_ELSEWHERE = re.compile(
    r"，?(?:其他|有关)?(?:有关)?法律、(?:行政)?法规(?:、规章)?(?:另有|有|没有|未作|对[^，。；]{0,16}有)规定(?:的)?"
)


def conduct_of(text: str, actor: str) -> str:
    """The conduct in *text* without number, breach formula and the 的 at its end; *actor* is put in front of a list's line.

    Empty where the text says no more than which article was broken.
    """
    text = _HEAD.sub("", _COMMA.sub("，", text))
    text = _ELSEWHERE.sub("", _BREACH.sub("", text))
    text = _TAIL.sub("", text)
    text = _LISTED.sub("", text)
    text = re.sub(r"^(?:的)?(?:违法)?(?:行为|情形)(?:之一)?(?=的?$)", "", text)
    text = re.sub(r"的$", "", _TAIL.sub("", text)).replace("\n", "")
    text = _JOINED.sub("", re.sub(r"[ \t　]+", "", text))
    if actor and text and not text.startswith(actor):
        return actor + text
    return text


def object_of(text: str) -> str:
    """Who does it: the noun at the head of a conduct (建设单位, 食品经营者), empty where there is none."""
    match = _ACTOR.match(conduct_of(text, ""))
    return match.group(1) if match else ""


_JOINED = re.compile(r"的(?=，)")
