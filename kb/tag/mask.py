"""What gives no power is blanked out before the patterns are tried: quotations, conditions, courts, discipline …"""

from __future__ import annotations

import re
from functools import lru_cache

from kb.registry import PatternRow

BLANK = "\x1f"  # stands for a masked character, so that offsets stay; no pattern matches it as a word

_ASIDE = re.compile(r"“[^”\n]{0,80}”|《[^《》\n]{0,60}(?<![证照书])》")
_DISCIPLINE = re.compile(
    r"(?:(?!罚款|处罚)[^，。；：\n]){0,60}(?:，[^，。；：\n]{0,20})?(?:给予|予以|受到|处以|追究|政务|行政|纪律)[^，。；\n]{0,24}处分"
)
_MEANING = re.compile(r"(?:本|这)(?:法|条例|办法|规定|细则|条)(?:[^，。；\n]{0,12})所[称指][^。\n]*")
_COURT = re.compile(
    r"(?:人民法院|人民检察院|监狱|看守所|仲裁庭|仲裁委员会|仲裁机构)"
    r"(?:应当|可以|依法|有权|决定|给予|裁定|经审查|对|应|自|受理)[^。；\n]*"
)
_PASSIVE = re.compile(
    r"被(?!派遣|检查|征收|许可|保险|监护|扶养|调查|审计|鉴定|救助|申请)[^，。；\n]{0,36}?(?:处以|处罚|吊销|没收|责令|暂扣|查封|扣押|冻结|拘留|给予|撤销|注销|取消)[^，。；\n]{0,30}"
)
_BANNED = re.compile(
    r"(?:不得|禁止|严禁)[^。；\n]{0,30}下列[^。\n]{0,40}：[ \t]*(?:\n\s*[（(][一二三四五六七八九十百]{1,4}[）)][^\n]*)+"
)
_FORBIDDEN = re.compile(r"(?<=不得)(?:收取|收缴|查封|扣押|冻结|强制|重复|以任何)[^，。；\n]*")
_ITEM = re.compile(r"^[ \t　]*[（(][一二三四五六七八九十百]{1,4}[）)][^\n]*的[；;。]?[ \t]*$", re.MULTILINE)
_CONDITION = re.compile(r"(?:(?<=[。；;：:\n])|^)[^。；;：:\n]*?的[，：:]")
_CLAUSE = re.compile(r"(?:(?<=[，。；：\n])|^)[^，。；：\n]*的，")
_DECIDED = re.compile(
    r"(?:(?<=[，。；：\n])|^)[^，。；：\n]*(?:罚款|处罚|拘留|警告|许可证|执照|停业|停产|没收|没收[^，。；：\n]{0,20}所得)(?:决定)?的(?=[，；。])"
)
_MARKS = str.maketrans(";:", "；：")
_COMMA = re.compile(r",(?![0-9])")
_ACT = re.compile(
    r"(?<!理)由(?!于)|责令|处(?=以|[一二两三四五六七八九十\d０-９]|警告|暂扣)|予以|给予|没收|吊销|"
    r"纠纷|争议|协商|可以|应当(?!经|依法|取得|具备|办理|登记|备案)|有权"
)
_APPLIES = re.compile(
    r"(?<![未不])(?:申请|申领|申办)[^，。；\n]{1,40}的(?:[，：:；。]|$)"
)  # who applies for a licence is told how
_WRONG = re.compile(r"违反|骗|虚假|伪造|擅自|隐瞒|欺骗|拒绝|逾期|[未不]")
_WITHOUT = re.compile(r"(?:未经|未取得|未依法取得|未领取|非经)[^，。；\n]*的，$")
_FORBIDS = re.compile(r"[^，。；\n]{0,12}(?:不得|禁止|严禁)")
_FAILS = re.compile(r"(?:未|不(?!服)|拒|擅自|非法|违法|违反|骗取|隐瞒|伪造)[^，。；\n]*的，$")
OUTSIDE = re.compile(
    r"(?<!行政)刑法|诉讼|刑事|监狱法|仲裁法|破产法|法院|检察|审判|适用法律|司法解释|国家赔偿|引渡法|监察法"
)


@lru_cache(maxsize=4)
def mask(text: str) -> str:
    """Blank out, at the same length, what gives no power: quoted words, conditions ending in 的, discipline …"""
    text = _COMMA.sub("，", text).translate(_MARKS)
    if "“" in text or "《" in text:
        text = _ASIDE.sub(_blank, text)
    if "处分" in text:
        text = _DISCIPLINE.sub(_blank, text)
    if "所称" in text or "所指" in text:
        text = _MEANING.sub(_blank, text)
    if "院" in text or "监狱" in text or "看守所" in text or "仲裁" in text:
        text = _COURT.sub(_blank, text)
    if "被" in text:
        text = _PASSIVE.sub(_blank, text)
    if "不得" in text or "禁止" in text or "严禁" in text:
        text = _FORBIDDEN.sub(_blank, _BANNED.sub(_blank, text))
    text = _ITEM.sub(_behaviour, text)
    if "的，" in text or "的：" in text:
        text = _CONDITION.sub(_behaviour, text)
        text = _CLAUSE.sub(_failure, text)
    text = _DECIDED.sub(_decision, text)
    return text


def _blank(match: re.Match[str]) -> str:
    return BLANK * len(match.group())


def _behaviour(match: re.Match[str]) -> str:
    if _ACT.search(match.group()) or _applies(match.group()) or _unlicensed(match):
        return match.group()
    return _blank(match)


def _unlicensed(match: re.Match[str]) -> bool:
    """Whether what follows makes it a grant: 未经批准的，不得转移 and 应当给予行政处罚的，由某部门实施."""
    words = match.group()
    if _WITHOUT.search(words):
        return _FORBIDS.match(match.string, match.end()) is not None
    return words.endswith(("给予行政处罚的，", "给予处罚的，")) and match.string.startswith("由", match.end())


def _decision(match: re.Match[str]) -> str:
    words = match.group()
    assigned = words.endswith(("给予行政处罚的", "给予处罚的")) and match.string.startswith("，由", match.end())
    return words if assigned or _applies(words) else _blank(match)


def _applies(text: str) -> bool:
    return bool(_APPLIES.search(text) and not _WRONG.search(text))


def _failure(match: re.Match[str]) -> str:
    """Blank one clause ending in 的: a failure whatever its words, else as any behaviour."""
    return _blank(match) if _FAILS.match(match.group()) and not _unlicensed(match) else _behaviour(match)


def matches(rows: tuple[PatternRow, ...], text: str) -> list[tuple[PatternRow, re.Match[str]]]:
    """Return every match of every row whose gate opens, sorted by start, then row id."""
    gates = _gates(rows)
    opened = {
        i for char in gates.keys() & set(text) for word, behind in gates[char] if word in text for i in behind
    }  # only the words whose first character occurs are looked for: half of the time of tagging was spent here
    found = [(rows[i], match) for i in opened for match in rows[i].regex.finditer(text)]
    return sorted(found, key=lambda pair: (pair[1].start(), pair[0].id))


_Gates = dict[str, list[tuple[str, list[int]]]]
_GATES: dict[
    int, tuple[tuple[PatternRow, ...], _Gates]
] = {}  # by identity: to hash a table takes longer than to use it


def _gates(rows: tuple[PatternRow, ...]) -> _Gates:
    """By first character, each gate word with the numbers of the rows behind it."""
    known = _GATES.get(id(rows))
    if known is None or known[0] is not rows:
        behind: dict[str, list[int]] = {}
        for i, row in enumerate(rows):
            for word in row.gate:
                behind.setdefault(word, []).append(i)
        gates: _Gates = {}
        for word, numbers in behind.items():
            gates.setdefault(word[0], []).append((word, numbers))
        known = _GATES[id(rows)] = rows, gates
    return known[1]
