"""Page -> what the document forbids, what it asks to be seen to, and the matters that it says nobody watches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kb.model import Provision
from kb.policy.bodies import bodies
from kb.policy.page import Page, Sentence
from kb.policy.records import Duty, Gap
from kb.question import expansions
from kb.titles import full_title
from kb.validity import status

if TYPE_CHECKING:
    from kb.knowledge import KnowledgeBase

_FORBIDS = re.compile(
    r"(?P<lead>(?:^|(?<=[，。；：\n]))[^，。；：\n“”]{0,40}?)(?<![而且])，?(?:一律|均|都|也|并)?(?:不得|严禁|不准(?!确|时|入|备)|不允许)(?!不|已|有(?:下列|以下))(?P<act>[^。；\n]{2,60}?)(?=，(?:并|且|也|或者?)?不得|[。；\n]|$|，(?!不))"
)
_SEEN_TO = re.compile(r"(?:做到|确保做到|坚持做到)“(?P<act>[^“”\n]{4,40})”")


def find_duties(page: Page) -> Iterator[Duty]:
    """Yield 不得… and 做到“…” in order; the body is the last one named before in the sentence, empty where there is none."""
    for sentence in page.sentences(whole=True):
        found = [(m, "禁止") for m in _FORBIDS.finditer(sentence.text)]
        found += [(m, "要求") for m in _SEEN_TO.finditer(sentence.text)]
        for match, kind in sorted(found, key=lambda pair: pair[0].start()):
            start, end = sentence.start + match.start(), sentence.start + match.end()
            body, act = _body(page, sentence, match), match["act"].strip()
            if body or not _MEASURE.match(act):
                yield Duty(*page.place(start, end), kind, body, act)


_MEASURE = re.compile(r"超过|少于|低于|高于|多于|早于|晚于")  # 选举人数不得少于…: a measure, no conduct


def _body(page: Page, sentence: Sentence, match: re.Match[str]) -> str:
    """The body that is bound: right before the words, else the subject of a clause before them."""
    begins = [0, *(m.end() for m in re.finditer("[，；：]", sentence.text[: match.start("act")]))]
    for begin in reversed(begins):
        clause = re.split("[，；：]", sentence.text[begin : match.start("act")])[0]
        for subject in filter(None, (_SUBJECT.match(clause), _MADE.search(clause))):
            at = sentence.start + begin
            named = bodies(page, at + subject.start("body"), at + subject.end("body"))
            if named:
                return "、".join(body.name for body in named)
    return ""


_MADE = re.compile(r"(?:为|由)(?P<body>[^为由]{2,24})$")  # …的单位为首接单位，不得…


_SUBJECT = re.compile(
    r"(?P<body>[^，。；：]{2,40}?)(?:(?:一律|均|都|也|并)?(?:不得|严禁|不准|不允许)|应(?!急)|可以|必须|接到|移送|发现|收到|要(?!求)|未经|对|在|$)"
)

# ---------------------------------------------------------------- what nobody watches

_LACK = (
    r"(?:监管|管理|执法|监督|职责)的?(?:真空|空白|盲区|盲点)|无人(?:管理|监管|负责|执法)"
    r"|(?:监管|执法|责任)主体(?:不明|缺失|不清)|由谁(?:监管|负责|管理|牵头|处罚)[^，。；]{0,6}(?:没有|未|不)(?:作出|有)?(?:明确|规定|落实)"
)
_GAP = re.compile(rf"(?P<lack>{_LACK})")
_SUCH_AS = re.compile(r"[^，。；]{0,4}，?(?:例?如|比如|包括)(?P<matter>[^，。；]{2,20}?)(?:等|，|。|；|$)")
_SUBJECT_OF = re.compile(
    r"(?:^|[，。；：])(?:目前|对于?|其中|特别是|尤其是){0,3}(?P<matter>[^，。；：]{2,24}?)(?:长期|一直|仍|还|依然|处于|存在|成为){0,3}$"
)


def find_gaps(page: Page, base: KnowledgeBase | None, day: str) -> Iterator[Gap]:
    """Yield each matter that the text says nobody watches, once for a sentence; a lack without a matter is none."""
    for sentence in page.sentences(whole=True):
        for match in _GAP.finditer(sentence.text):
            after = _SUCH_AS.match(sentence.text, match.end())
            named = after or _SUBJECT_OF.search(sentence.text[: match.start()])
            matter = named["matter"].strip().removesuffix("等") if named else ""
            if not re.search(r"[\u4e00-\u9fff]{3}", matter) or _NO_MATTER.search(matter):
                continue
            start, end = sentence.start + match.start(), sentence.start + match.end()
            yield Gap(*page.place(start, end), matter, match["lack"], _on_file(matter, base, day) if base else "")
            break


_NO_MATTER = re.compile(r"出现|^(?:多个|部分|一些|有的|某些|就|从而|造成|避免|防止|消除)|或者?$|^[的了]")
_SHOWN = 6  # laws named for the nation and for places
_PAPERS = ("其他资料", "规范性文件")  # levels that give no power


def _on_file(matter: str, base: KnowledgeBase, day: str) -> str:
    """What the knowledge base has in force on *matter*: national articles, then those of places; none is said too."""
    word = matter.removesuffix("行业").removesuffix("领域").removesuffix("点")[-4:]
    words = [word, *(term for _, terms in expansions(matter) for term in terms)]
    ids = [id for id, _ in base.lexical.search(" ".join((matter, *words)), limit=200)]
    units = [base.store.get(Provision, id) for id in ids]
    valid = [u for u in units if any(w in u.text for w in words) and status(base.editions[u.doc_id], day) == "现行有效"]
    valid = [u for u in valid if base.editions[u.doc_id].level not in _PAPERS]
    national = [u for u in valid if base.editions[u.doc_id].region in ("", "全国")]
    local = [u for u in valid if base.editions[u.doc_id].region not in ("", "全国")]
    parts = (f"国家层面{_places(base, national)}", f"地方{_places(base, local)}")
    return f"写明“{'”“'.join(words)}”的现行条文，{'；'.join(parts)}（是否就是监管依据，请逐条核对）"


def _places(base: KnowledgeBase, units: list[Provision]) -> str:
    """One place for each law, best first: the article that says who is in charge, else the one nearest in words."""
    laws: dict[str, list[Provision]] = {}
    for unit in units:
        laws.setdefault(unit.doc_id, []).append(unit)
    names = []
    for doc_id, found in laws.items():
        charge = [unit for unit in sorted(found, key=lambda unit: unit.start) if _CHARGE.search(unit.text)]
        more = f"等{len(found)}条" if len(found) > 1 else ""
        names.append(f"《{full_title(base.editions[doc_id])}》{(charge or found)[0].address}{more}")
    rest = f"等{len(names)}部" if len(names) > _SHOWN else ""
    return "有" + "、".join(names[:_SHOWN]) + rest if names else "没有检索到"


_CHARGE = re.compile(r"主管本|(?:部门|机构|机关)[^。；]{0,40}(?:主管|负责|实施监督管理)")
