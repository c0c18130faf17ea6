"""The grammar of a liability article: conditions and what follows from them.

A sentence of such an article reads 〔行为〕的，由〔机关〕…，处…；〔情节〕的，…. A condition names an act, or only grades the
one before it (情节严重的, 逾期不改正的); what follows, up to the next condition or the end of the sentence, is its
consequence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition and its consequence, as offsets into the text: ``start:split`` is the condition (with its 的).

    ``split`` equals ``start`` where there is no condition. ``grades`` marks a condition that is only a circumstance.
    ``line`` counts the lines of the text from 0.
    """

    start: int
    split: int
    end: int
    grades: bool
    line: int


_SENTENCE = re.compile(r"[^。；;\n]+[。；;\n]?|[。；;\n]")
_PIECE = re.compile(r"[^，,：:]+[，,：:]?")
_ENDS = re.compile(
    r"的[，,：:；;。]?\s*$|(?<=之一)[，：]$|(?:(?<=无效)|(?<=严重)|(?<=不改)|(?<=改正)|(?<=较重)|(?<=不听)|(?<=合格))者[，：]\s*$|的(?=由[^，。；]{2,40}(?:责令|处|给予|予以|没收|吊销|依))|的(?=(?:可以?)?并?处以?[0-9一二三四五六七八九十百千])"
    r"|(?:(?<=严重)|(?<=恶劣)|(?<=不改正)|(?<=较重))的(?=(?:可以?|并)?(?:给予|予以|责令|吊销|暂扣|没收|取消|并处))"
)
_ACTS = re.compile(
    r"\s*(?:第[一二三四五六七八九十百千零]+条(?:之[一二三四五六七八九十]+)?\s+)?"
    r"(?:由(?!于)|责令|责成|并?处(?![理于置罚方])|并处|并可|可以|可处|给予|予以|没收|吊销|暂扣|依法(?!必须|应当|取得|设立)|依照|按照|应当|必须|分别|"
    r"不予|追究|移送|撤销|取消|注销|取缔|限期|强制|代为|收缴|追缴|批评|警告|罚款|其(?!他(?:有关)?法律|中)|所需|对(?=[^，。；]{1,40}(?:处(?![理于置罚方分])|给予|予以|责令|没收|吊销))|"
    r"(?:(?!拒绝|阻碍|阻挠|妨碍|抗拒|拒不)[^，。；]){0,24}(?:机关|部门|机构|政府|局)(?:应当|可以|依法(?![^，。；]{2,4}的)|责令|处(?![理于置罚方])|给予|予以|没收|吊销|有权|不予|按照|依照))"
)
_AMOUNT = (  # 检测费用一万元以上的, 面积不足十平方米的
    r"[^，。；违未擅]{0,12}(?:费用?|租金|面积|数量|重量|人数|收入|价款|造价|体积|长度|高度)(?:在|为|达到|超过|不足|不满|低于)?"
    r"[零〇一二两三四五六七八九十百千万亿\d.]{1,9}(?:余|多)?(?:元|吨|人|米|公里|公斤|千克|亩|公顷|平方米|立方米|株|件|%|倍)"
)
_GRADES = re.compile(
    rf"{_AMOUNT}|"
    + r"(?:(?:对|且|并|但|经|其中，?|当事人|违法行为|单位|个人|有(?=前款)|属于|负有|法律、|[^，。；]{0,30}(?=货值|价值|违法所得|经营额|营业额))?[^，。；]{0,6}?"
    r"(?:情节|逾期|拒不|拒绝改正|限期(?:内|未)|期限内|仍(?:不|未)|不改正|未改正|不停止|不整改|后果|造成|导致|引起|致使|"
    r"违法所得|货值|经营额|营业额|构成|尚不|尚未(?:构成|造成)|情形严重|性质|影响|再次|两次以上|二次以上|三次以上|多次|屡教|"
    r"一年内|二年内|两年内|数额|金额|经(?:责令|催告|教育|处罚|劝阻|批评|整[顿改])|责令[^，。；]{0,12}(?:逾期|拒|仍|而|不)|"
    r"发现其(?:继续|仍)|可能(?:危及|造成|导致)|危及|存在[^，。；]{0,8}隐患|应当(?:依法)?(?:给予|予以|追究)|需要给予|尚可|尚能|无法|能够|(?<![不未])符合|不能|不足|超过|到期|情况|危害|及时|主动|首次|轻微|未[^，。；]{0,6}(?:改正|清除|清理|拆除|恢复|履行|执行|缴纳)|"
    r"知道或者应当知道|不听(?:从)?(?:劝阻|劝告|制止)|经劝阻|劝阻无效|不(?:清除|清理|拆除|恢复|履行|执行|缴纳|补办|服从|处理|采取)|发生|没有违法|无违法|有违法|(?:没有|无)(?:猎获|渔获|捕获|经营额|货值|销售额|营业额|业务收入)|属(?=[^，。；于]{2,24}的，?$)|"
    r"已经?(?!被)[^，。；未不擅违]{2,8}的$|[^，。；]{2,10}为(?:个人|[^，。；]{0,50}单位)的(?:，|$)|国家工作人员|公职人员|(?:法规|法律|规章)(?:没有|另有|未作|未|对)[^，。；]{0,12}规定|属于|有前[款项]|有本条(?!例)|前[款项]|单位违反(?!本(?:条例|法|办法|规定))|单位有|个人有|个人违反(?!本(?:条例|法|办法|规定))|法人|责任人|犯|涉嫌|有其他严重))"
)
_REFERS = re.compile(r"前[款项]|前[两二三四]款|本条(?!例)|上[一]?款|(?<!条)第[一二三四五六七八九十]+[款项]")
_SORT = "(?:单位|企业|个人|公民|自然人|法人|其他组织|个体工商户|组织)"
_WHOSE = re.compile(  # whose conduct it is, no conduct: 非经营性的, 为企业、其他组织的
    rf"(?:属于?|是|为|系)?(?:非?(?:经营|营利)性(?:行为|活动)?|{_SORT}(?:(?:、|和|或者?|以及){_SORT})*)的?[，：]?"
)
_AGAIN = re.compile(r"\s*(?:发现|(?:对)?(?:违反|有(?:下列|前|本|其他)|未|擅自|非法|伪造|[（(]))")

# the next alternative of a condition: 未备案的，或者违反规定，未报送的
_GOES_ON = re.compile(
    r"\s*(?:或者|以及|且|并且)(?=违反|未|在|有|不|擅自|非法|采取|以|扩大|变更|改变|超|使用|利用|将|从事|因|经)"
)
_FAILS = re.compile(r"未(?!成)|不(?:按|得|依|符|履|采|执|服)|擅自|非法|违法")
_COMMA = re.compile(r",(?![0-9]{3})")
_RECKONED = re.compile(
    r"按照?[^，。；\n]{1,20}计算(?!罚款)"
)  # 货值不足一万元的，按一万元计算 says how to count, no more
_POINTS = re.compile(
    r"(?:第[^\s，]{1,12}条\s+)?(?:(?:依照|按照|依据|根据)[^，。；\n]*(?:罚款|处罚)的$"
    r"|(?:对?违反本[^，。；\n]{1,8}规定?的行为，)?(?:涉及其他|(?:其他|有关)?法律、(?:行政)?法规)[^，。；\n]*的$)"
)
_FAULTY = re.compile(
    r"违反|违法|[盗滥]伐|毁坏|损[毁坏]|破坏|侵占|(?:的|等)行为[，：]?$|前款|有本条|[未不]|擅自|伪造|变造|拒|非法|转让|超|负有责任|受到|受过|被"
)
_FOLLOWS = re.compile(
    r"\s*(?:(?:由(?!于)[^，。；]{2,60}|(?!被)[^，。；]{2,30}(?:部门|机关|机构)(?:应当|可以)?)"
    r"(?:责令|处(?![理于置罚方])|给予|予以|没收|吊销|暂扣)"
    r"|(?:其[^，。；]{0,24})?(?:自[^，。；]{2,30}起)?[一二三四五十\d]{1,3}年内(?:不得|禁止)|终身(?:不得|禁止)|除[^，。；]{2,50}外，(?!有下列)|责令|处(?![理于置罚方分])|给予警告|没收)"
)
_THINGS = re.compile(r"(?:所得|收入|财物|物品|财产|工具|设备|产品|设施|建筑物|票据)[，：]\s*$")
_ABOUT = re.compile(r"\s*(?:第[^\s，]{1,12}条\s+)?对(?!违反)")
_HEAD = 400  # characters of a conduct that lacks its 的
_HEADS = re.compile(r"\s*(?:第[^\s，]{1,12}条\s+)?(?:依照|按照|依据|根据)[^，。；\n]*(?:规定|条)，")
_WRONGS = re.compile(
    r"\s*(?:或者|以及)?(?:应当[^，。；]{1,40}[未不]|拒绝|拒不|妨碍|阻碍|阻挠|[未不](?!予)|违反|擅自|伪造|隐瞒|以)"
)
_PENAL = re.compile(r"罚款|没收|吊销|责令|(?:给予|予以|处以?)[^，。；]{0,4}警告")


@lru_cache(maxsize=4)
def clauses(text: str) -> tuple[Clause, ...]:
    """Cut *text* (one article) into clauses, in order; together they hold all of it but empty sentences."""
    text = _COMMA.sub("，", text).replace(";", "；").replace(":", "：")
    found: list[Clause] = []
    line = 0
    known = False  # whether a conduct has been named in this line
    started = 0
    for sentence in _SENTENCE.finditer(text):
        for clause in _sentence(text, sentence.start(), sentence.end(), line, known):
            found.append(clause)
            known = known or _names(text, clause)
        if sentence.group().endswith("\n"):
            line += 1
            goes_on = text[sentence.end() : sentence.end() + 40].lstrip().startswith(("（", "("))
            known = known and (goes_on or bool(_LATER.search(text, started, sentence.end())))
            started = sentence.end()
    return tuple(found)


_LATER = re.compile("(?:依照|按照)本条第[二三四]款的?规定")  # the fine stands in a later paragraph


def _start(clause: Clause) -> int:
    return clause.start


def clause_at(text: str, offset: int) -> Clause:
    """The clause of *text* that holds *offset* (an empty one where the text has none)."""
    found = clauses(text)
    at = bisect_right(found, offset, key=_start) - 1
    return found[at] if at >= 0 else Clause(0, 0, len(text), False, 0)


_NUMBER = re.compile(
    r"^\s*(?:第[一二三四五六七八九十百千零〇]+条(?:之[一二三四五六七八九十]+)?\s+|[（(][一二三四五六七八九十]{1,4}[）)])?"
)


_BACK = 40  # clauses looked at before a grade for its conduct


def conduct_at(text: str, offset: int) -> Clause:
    """The clause that names the conduct behind the one that holds *offset*: itself, or the one whose grades it gives."""
    found = clauses(text)
    at = bisect_right(found, offset, key=_start) - 1
    for back in range(at, max(-1, at - _BACK), -1):
        if found[back].split > found[back].start and not found[back].grades:
            return found[back]
    return found[at] if at >= 0 else Clause(0, 0, len(text), False, 0)


def condition_words(text: str, clause: Clause) -> str:
    """The condition of *clause* in one line, without number and without the 的 at its end."""
    words = _NUMBER.sub("", text[clause.start : clause.split])
    return re.sub(r"\s+", "", words).removesuffix("的")


def _names(text: str, clause: Clause) -> bool:
    """Whether *clause* names a conduct or refers to one, or punishes one without the form of a condition."""
    if clause.split > clause.start and not clause.grades:
        return True
    return bool(_PENAL.search(text, clause.split, clause.end))


def _sentence(text: str, start: int, end: int, line: int, known: bool) -> Iterator[Clause]:
    """The clauses of one sentence: a new one begins at each condition."""
    if not text[start:end].strip("。；;\n 　"):
        return
    begin, split, acted = start, start, False
    for piece in _PIECE.finditer(text, start, end):
        closes = _closes(text, piece)
        bare = not closes and not acted and split == begin == start < piece.start() < start + _HEAD
        if (
            bare
            and _FOLLOWS.match(text, piece.start())
            and _is_conduct(text[begin : piece.start()], piece.group(), known)
        ):
            split = piece.start() - 1  # 伪造证件，由公安机关处… : a conduct without 的
        if closes and not acted:
            split = closes  # the condition goes on as long as nothing has followed from it
        elif closes and _opens(text, piece):
            yield _clause(text, begin, split, piece.start(), line, known)
            known = known or split > begin or bool(_PENAL.search(text, begin, piece.start()))
            begin, split = piece.start(), closes
        elif not closes and not (split > begin and not acted and _goes_on(text, begin, piece)):
            heads = piece.start() == start and _HEADS.match(text, piece.start(), piece.end())
            acted = acted or split > begin or (not heads and bool(_ACTS.match(text, piece.start(), piece.end())))
    yield _clause(text, begin, split, end, line, known)


def _goes_on(text: str, begin: int, piece: re.Match[str]) -> bool:
    """Whether *piece*, after the 的 of a condition, is a part of it: 违反…，甲的，乙未…，擅自…的，由…."""
    if _GOES_ON.match(text, piece.start(), piece.end()):
        return True
    violates = text.find("违反", begin, begin + 20) >= 0 and _FAILS.search(text, piece.start(), piece.end())
    return bool(violates) and not _ACTS.match(text, piece.start(), piece.end())


def _is_conduct(head: str, piece: str, known: bool) -> bool:
    """Whether *head*, which lacks the 的 of a condition, names what *piece* punishes, rather than a thing or a person."""
    if piece.rstrip("，,").endswith("的") or _THINGS.search(head):
        return False
    about = _ABOUT.match(head) and not _REFERS.search(head)
    return bool(_FAULTY.search(head)) and not (known and about)


def _closes(text: str, piece: re.Match[str]) -> int:
    """The end of the condition that *piece* closes, 0 where it closes none."""
    match = _ENDS.search(text, piece.start(), piece.end())
    if match and _RECKONED.match(text, piece.end()):
        return 0
    first = (
        not text[: piece.start()].rstrip(" 　")[-1:].strip("。；\n")
    )  # at the head of a sentence nothing has acted yet
    end = match.start() + (match.group().startswith("的")) if match else 0
    if match and first:
        return end
    acts = _ACTS.match(text, piece.start(), piece.end()) and not (
        _GRADES.match(text, piece.start(), piece.end()) or _WRONGS.match(text, piece.start(), piece.end())
    )
    return end if match and not acts else 0


def _opens(text: str, piece: re.Match[str]) -> bool:
    """Whether a condition that stands after a consequence begins anew, rather than being a part of it."""
    if text[max(0, piece.start() - 3) : piece.start()] == "罚款，" and _FINED_TOO.match(text, piece.start()):
        return True
    return bool(_GRADES.match(text, piece.start(), piece.end()) or _AGAIN.match(text, piece.start(), piece.end()))


_OBJECT = re.compile(  # 销售前款规定的石料: the paragraph before only tells what it is that was sold
    r"(?:违反[^，。；]{1,12}，)?(?![^，。；]{0,60}(?:行为|情形|违法|活动|处罚|处理|决定|期限|措施|义务|要求))[^，。；]{0,30}?(?<!违反)(?<!有)(?<!存在)(?<!实施)(?<!从事)(?<!因)(?<!属于)(?<!对)(?<=[一-龥]{2})"
    r"前[款项](?:规定|所列|所称)的[^，。；]{2,24}$"
)
_FINED_TOO = re.compile(
    r"(?!(?:并|由|对|其|拒|逾|情))[^，。；：\n]{4,40}的，(?:可以|可|并)?处(?![理置])"
)  # …罚款，损坏标牌的，处…
_BESIDES = re.compile(
    r"除(?:依照|有)?(?:前[款项]|前[两二三四]款|本条第[一二三四五六七八九十]款)[^，。；]{0,12}外，(?!情节|逾期|拒不|造成|还|并)"
)
_ANOTHER = re.compile(
    r"(?:对?前款(?:规定|所列)(?:情形|行为)?(?:以外|之外)的|[^，。；]{2,24}对违反前款规定的[^，。；]{2,16}(?:未|不(?!满|足))"
    r"|[^，。；]{2,24}(?:招用|聘用|聘请)(?:前[款两二三]款?规定的[^，。；]{0,16}人员|[^，。；]{0,6}违反前[款两二三]款?规定)|"
    r"对?(?:前[款项]|本条第[一二三四五六七八九十]款)(?:规定|所列|所称)的(?![^，。；]{0,12}(?:行为|情形))"
    r"[^，。；]{0,16}?(?:单位|企业|机构|公司|者|人)[^，。；]{0,30}?(?:未|不(?!满|足)|拒|擅自|隐瞒))"
)


def names_another(condition: str) -> bool:
    """Whether *condition* takes no more from the paragraph before than the person of a conduct: 前款规定的经营者未…"""
    condition = condition.strip()
    return bool(_ANOTHER.match(condition) or _BESIDES.match(condition) or _OBJECT.match(condition.removesuffix("的")))


_ITS_ACTS = re.compile(r"[^，。；违未]{2,10}的行为(?:尚[不未]构成犯罪|情节严重)的$")  # 银行的行为尚不构成犯罪的
_HARMS = re.compile(r"对[^，。；违未擅]{2,16}造成[^，。；]{2,12}的")
_OWN_LIST = re.compile(r"^其中，?对?(?:违反|有)(?:本条第[一二三四五六七八九十]款|前款)(?:规定|行为)的?，")


def _clause(text: str, start: int, split: int, end: int, line: int, known: bool) -> Clause:
    condition = text[start:split].strip()
    refers = bool(_REFERS.search(condition[:14]) or _ITS_ACTS.match(condition))
    bare = condition.startswith(("（", "(")) and not text[split:end].strip("；;。 \n　")  # an item of a list of acts
    bare = bare or names_another(condition)
    grades = (
        split > start
        and not bare
        and (known or refers)
        and len(condition) <= 60
        and bool(
            _GRADES.match(_OWN_LIST.sub("", condition))
            or _WHOSE.fullmatch(condition)
            or _HARMS.fullmatch(condition)
            or _ITS_ACTS.match(condition)
        )
    )
    return Clause(start, split, end, grades or bool(_POINTS.match(condition)), line)
