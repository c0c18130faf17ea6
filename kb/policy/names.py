"""Page -> lists, stores, platforms, institutions, groups and papers that the text names, and formulas of fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kb.model import Provision
from kb.policy.page import Page, Sentence
from kb.policy.records import Formula, Name
from kb.policy.tables import name_rows
from kb.registry import PatternRow
from kb.titles import titles_in

if TYPE_CHECKING:
    from kb.knowledge import KnowledgeBase

_SET_UP = (
    "落实好|抓好|做好|用好|建立健全|建立完善|修订完善|制定出台|制定实施|制定印发|逐步建立|进一步完善|进一步健全|建立|健全|完善|制定|出台|推行|实行|实施|落实|(?<!机)构建|设立|成立"
    "|创新|推进|强化|坚持|执行|确立|试行|启用|开发应用了?|深化|开发|搭建|建成|探索|严格|采用|开展|加快|依托|组建|编制|公布|公示|梳理|列入|纳入|明确|使用|利用|通过|召开|统一|申请"
)
_START = re.compile(
    rf"(?:{_SET_UP}|[，。；：、“”《》（）\s]|的|了|(?<!行政执法)[和与](?!刑事)|及|或|在|对(?!象)|将|把|由|以下?|为|是|向|从|依据|依照|对照|参照|按照?|根据|各自?|其他?|该|本|这|一整套|一系列|一套|全套|相关|有关"
    r"|等|有效|但是?|不仅|同时|现行|并|要|可以?|应当?|包括|形成|结合|受理|自(?![我然由治律愿])|目前|我[省市县区镇]|担任|来|促进|引入|运用|继续|载入|作为|供给|(?<![通举申])报送?|提交|列明|扩大|加大)+"
)
_VERB = re.compile(rf"(?:{_SET_UP}|形成)[^。；]*$")
_BARE = re.compile(
    r"^(?:管理|工作|规章|各项|一项|法律|考核|执法|行政|良好|有效|运行|监管|体制|保障|监督|相应|相互|系列|制度|机制|信息|新型|长效|政府|政策|社会|体系|地方|规范|基本"
    r"|协调|协作|联动|联合|合作|行政执法|执法联动|市场|环境|环境执法|层次|形式|功能|运作|制约|激励|工作制度|配套|高效|科学|关于|审批|数据|综合|新|旧|衔接|案件|行政体制|行政执法体制|行政法律|服务|网络)?$"
)
_BARE_LIST = re.compile(r"^(?:事项|执法|工作|管理|有关|责任单位)?$")
_NOISE = re.compile(
    r"已经?|没有|缺乏|不能|如何|什么|难以|未能|每个|许多|所有|一个|配合执法$|指导执法$|担任|级指挥$|^[级下好性]|^[市县区]、?[市县区]?两级|^上(?!下)|队伍载入"
    r"|^(?:\d+|[一二三四五六七八九十两几]+)[多余]?[项大个种类]"
)
_QUOTED = re.compile(r"“[^“”\n]{1,24}”")


def find_names(page: Page, base: KnowledgeBase | None = None) -> Iterator[Name]:
    """Yield each name once, at its first place, with the times it stands in the text; titles in 《》 are papers.

    Of a licence that no text of *base* names the note says so.
    """
    found: dict[str, tuple[int, int, str, str]] = {}
    for sentence in page.sentences(whole=True):
        for start, end, rule, kind in _in_sentence(page, sentence):
            name = _FURNITURE.sub("", page.document.text[start:end].replace(" ", ""))
            found.setdefault(name, (start, end, rule, kind))
    for start, end, title in titles_in(page.document.text):
        if 2 < len(title) <= 80:
            kind = "制度" if re.search(r"(?:制度|责任制|负责制|机制)$", title) else "文件"
            found[title] = (start, end, "书名号", kind)
    flat = page.document.text.replace(" ", "")
    for name, (start, end, rule, kind) in sorted(found.items(), key=lambda item: item[1]):
        note = _unknown(name, base) if base and kind == "证照" else ""
        yield Name(*page.place(start, end), rule, kind, name, flat.count(name), note)


def _unknown(name: str, base: KnowledgeBase) -> str:
    """Says that no unit on file names the licence; the words of an index find it wherever it stands."""
    ids = [id for id, _ in base.lexical.search(name, limit=50)]
    if any(name in base.store.get(Provision, id).text for id in ids):
        return ""
    return f"知识库的条文中没有“{name}”，可能已经取消或者更名，请核对"


_FURNITURE = re.compile(r"^\d+[.·]\d+")  # a running page number before a name: 2016.0641…基准库


def _in_sentence(page: Page, sentence: Sentence) -> Iterator[tuple[int, int, str, str]]:
    text = sentence.text
    inside = [(m.start(), m.end()) for m in re.finditer(r"《[^《》]*》", text)]
    for row in name_rows():
        if not any(word in text for word in row.gate):
            continue
        for match in row.regex.finditer(text):
            if any(a <= match.start() < b for a, b in inside):
                continue
            for begin in _begins(text, match, row):
                yield sentence.start + begin, sentence.start + match.end(), row.id, row.kind


_QUOTED_NAME = 7  # characters, with the marks


_GIVEN = re.compile(
    r"其(?!他|它|余)|吊销|撤销|注销|暂扣|取得|持有|颁发|核发|领取|办理|缺少|需要|已有|申领|出借|出租|转让|买卖|倒卖|发给|关于|凭|得|未|无"
)


def _begins(text: str, match: re.Match[str], row: PatternRow) -> Iterator[int]:
    """Where the name that ends with *match* begins: after the last word that cannot be in it, or at a quotation mark."""
    floor = max(0, match.start() - 18)
    quoted = [q for q in _QUOTED.finditer(text, max(0, match.start() - 30)) if q.start() < match.start()]
    if quoted and quoted[-1].end() > match.end():  # “行政执法与刑事司法信息共享平台”
        if quoted[-1].end() == match.end() + 1:
            inside = quoted[-1][0][1 : match.start() - quoted[-1].start()]
            if len(quoted[-1][0]) >= _QUOTED_NAME and not _NOISE.search(inside):
                yield quoted[-1].start() + 1
        return
    begin = floor
    for stop in _START.finditer(text, floor, match.start()):
        begin = stop.end()
    words = text[begin : match.start()]
    if row.kind == "证照":
        begin = max([begin, *(m.end() for m in _GIVEN.finditer(text, begin, match.start()))])
        words = text[begin : match.start()]
    bare = _BARE_LIST if row.kind in ("清单", "库") or match[0].endswith(("责任制", "负责制")) else _BARE
    if quoted and quoted[-1].end() == begin and len(quoted[-1][0]) <= 14:  # “街呼区应”事项清单
        yield quoted[-1].start()
        return
    if (begin == floor and floor > 0) or bare.match(words) or _NOISE.search(words):
        return
    if row.kind in ("制度", "机制") and not _VERB.search(text[:begin]):
        return
    if not re.search(r"[\u4e00-\u9fff]{2}", words):
        return
    shared = re.search(rf"[\u4e00-\u9fff]{{2}}{re.escape(words[-2:])}[和与及]$", text[max(0, begin - 5) : begin])
    yield max(0, begin - 5) + shared.start() if shared else begin  # 主体责任和配合责任清单


# ---------------------------------------------------------------- 1+5+3+X

_FORMULA = re.compile(r"“?(?P<formula>(?:\d{1,3}|[XNｎxn])(?:\s?[+＋]\s?(?:\d{1,3}|[XNxn])){1,6})”?")
_LABEL = re.compile(
    r"“(?P<label>\d{1,3}|[XNxn])”(?:是|主要)?指(?P<words>.*?)(?=；|。|）|“(?:\d{1,3}|[XNxn])”|$)", re.DOTALL
)
_FIELDS = re.compile(r"(?:是?指)?(?P<fields>[^，。；]*?)等?(?P<tail>(?:专业|重点|其他)?领域)?(?:的[^，。；]*)?$")


def find_formulas(page: Page) -> Iterator[Formula]:
    """Yield formulas such as 1+5+3+X with what the text says each member stands for; what does not fit is a doubt."""
    for match in _FORMULA.finditer(page.text):
        formula = re.sub(r"\s", "", match["formula"]).replace("＋", "+")
        labels = formula.split("+")
        stop = page.text.find("\n", match.end())
        window = page.text[match.end() : stop if stop >= 0 else len(page.text)]
        said = {m["label"]: _fields(m["words"]) for m in _LABEL.finditer(window)}
        if not said and not re.search(r"\d\+[XNxn]", formula):
            continue
        parts = tuple(f"{label}：{'、'.join(said[label])}" for label in labels if label in said)
        doubts = list(_doubts(labels, said))
        yield Formula(*page.place(match.start("formula"), match.end("formula")), formula, parts, "；".join(doubts))


def _fields(words: str) -> list[str]:
    match = re.search(r"(?:.*是?指)?(.*?)(?:等)?(?:的|专业领域|领域|$)", words.strip())
    plain = match[1] if match else words
    return [part for part in re.split(r"、", re.sub(r"等$", "", plain)) if part]


def _doubts(labels: list[str], said: dict[str, list[str]]) -> Iterator[str]:
    for label in labels:
        if said and label not in said:
            fits = [
                other
                for other, fields in said.items()
                if label.isdigit() and len(fields) == int(label) and other != label
            ]
            hint = f"；“{fits[0]}”的说明中列了{label}个领域，疑漏写“{label}”是指" if fits else ""
            yield f"没有单独说明“{label}”{hint}"
        elif label.isdigit() and label in said and len(said[label]) != int(label) and int(label) > 1:
            yield f"“{label}”下列出{len(said[label])}个，数目不符"
