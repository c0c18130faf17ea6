"""What a text claims to take from the law, checked: laws, articles, quotations and amounts without support are found.

Support comes only from the quotations given with the text, in the versions they have, and from the store behind them.
White space and marks of emphasis do not count, so a citation cannot be hidden by writing it apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.address import Step, article, format_address, normalise, parse
from kb.citations import resolve_in
from kb.knowledge import KnowledgeBase
from kb.model import Quote
from kb.numerals import NUMBER, to_int, to_number
from kb.registry import MACROS, law_aliases
from kb.titles import law_key, titles_in

_SHORTEST = 6  # characters from which words in quotation marks count as a quotation
_LONGEST = 40  # characters of a law's name
_NOISE = re.compile(r"[\s*`_#~\u200b-\u200f\u2060\ufeff\u00ad]+")
_ALIKE = str.maketrans("條項款〈〉＜＞<>()『』＂", '条项款《》《》《》（）「」"')
_QUOTED = re.compile(r"“[^”\n]*”?|「[^」\n]*」?|\"[^\"\n]*\"?|‘[^’\n]*’?")
_TITLED = r"(?:法典|法|条例|办法|规定|细则|规则|规程|规范|解释|决定|通则|公约|通知|意见)"
_NAME_END = re.compile(_TITLED)
_WORDS_BEFORE = re.compile(  # words in front of a law's name that do not belong to it
    r".*(?:依照|依据|按照|根据|违反|适用|符合|参照|执行|援引|触犯|以及|或者|应当|有关|属于|对于|同时|结合|规定|和|或|及|与|在|由|将|的|把|按|是)"
)
_BOUNDARY = re.compile(  # what may stand before a title without 《》: anything else would be a part of a longer title
    r"(?:^|[^\u4e00-\u9fff]|依照|依据|按照|根据|违反|适用|符合|参照|执行|援引|触犯|以及|或者|属于|对于|结合|规定|因此|所以|现行"
    r"|中华人民共和国|和|或|及|与|在|由|将|的|把|按|是|依|而|则|对|为|于|从|以|并|且|即|如|看|见|查|据|了|中|国家|我国)$"
)
_SELF = re.compile(r"^(?:本|该|此|同|其|这部|这个|这一|上述|前述|上|有关|相关)+(?:的)?(?:实施|管理)?$")
_NAMED = re.compile(  # a name without 《》 and without an article: only where the words can be nothing else
    r"(?P<name>[\u4e00-\u9fff]{2,30}(?:条例(?!外)|实施细则|(?:管理|实施|暂行|试行)办法|(?:暂行|若干|试行)规定))"
    r"|(?:^|[，。；：、（\n]|依据|根据|按照|依照|违反|适用|参照|援引|触犯|和|及|与)"
    r"(?P<law>[\u4e00-\u9fff]{2,20}?(?<![执违合非依司方办做看用立守手枉无说想普语章算疗])法)"
    r"(?=的?规定|的?要求|也|还|均|都|对|第|[，。；、）]|$)"
)
_YEAR = re.compile(r"((?:19|20)[0-9]{2})年?(?:版|修订|修正|公布|通过|施行|颁布)")
_NOTE = re.compile(r"（[^（）]{0,40}）")
_ALIAS = re.compile(r"（(?:以下|下)(?:均)?(?:简称|称)[“《「\"]?(?P<name>[\u4e00-\u9fff]{2,30}?)[”》」\"]?）")
_TO = r"(?:至|到|[-－—–~～]{1,2})"
_ITEM = rf"(?:第?[（]{NUMBER}[）]项?|第{NUMBER}项)"
_ARTICLES = re.compile(
    rf"第(?P<first>{NUMBER})(?P<more>(?:(?:[、和及与或]|条?{_TO})第?{NUMBER})*)条(?:之(?P<sub>{NUMBER})(?!项|款))?"
    rf"(?:第(?P<clause>{NUMBER})款)?(?P<item>{_ITEM})?"
)
_PARTS = re.compile(rf"(?:第(?P<clause>{NUMBER})款(?P<item>{_ITEM})?|(?P<only>第[（]?{NUMBER}[）]?项))")
_DIRECT = re.compile(rf"(?={NUMBER}条)")  # 《…》10条
_STOP = re.compile(r"[。！？；\n]")
_AMOUNT = re.compile(rf"(?P<money>{MACROS['<额>']})元|(?P<times>{MACROS['<数>']})倍")
_END = "，。；：、,.;:！？!?…"


@dataclass(frozen=True, slots=True)
class Struck:
    """Words without support, and why; ``start:end`` is what is struck out of the text: they, or their sentence."""

    start: int
    end: int
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Law:
    """A law as the text names it; ``quotes`` are those of that law that are at hand."""

    start: int
    end: int
    quotes: tuple[Quote, ...]
    reason: str  # why the name itself has no support; empty where it has


@dataclass(frozen=True, slots=True)
class _Place:
    """An article as the text names it, with the texts of the store it stands for; ``start`` may be that of its law."""

    start: int
    end: int
    texts: tuple[str, ...]
    reason: str


def clean(text: str) -> str:
    """The words of a model without what it thought aloud, and without marks that read as struck out."""
    plain = re.sub(r"<think>.*?(?:</think>|\Z)", "", text, flags=re.DOTALL)
    return re.sub(r"~~|[\x00-\x08\x0b-\x1f]", "", plain).strip()


def check(kb: KnowledgeBase, text: str, quotes: Sequence[Quote], *, question: str = "") -> tuple[Struck, ...]:
    """What in *text* is not supported by *quotes*, in order of appearance; amounts may come from *question* too.

    Where nothing else in a sentence is supported, the whole sentence is struck out.
    """
    plain, at = _squeezed(text)
    spans = [match.span() for match in _QUOTED.finditer(plain) if len(_inside(match[0])) >= _SHORTEST]
    outside = _masked(plain, spans)
    laws = _laws(kb, outside, quotes)
    places = _places(kb, outside, laws, quotes)
    used = {place.start for place in places}
    faults = [(law.start, law.end, law.reason) for law in laws if law.reason and law.start not in used]
    faults += [(place.start, place.end, place.reason) for place in places if place.reason]
    sentences = _sentences(outside)
    for start, end in spans:
        sentence = next(s for s in sentences if s[0] <= start < s[1])
        if reason := _quotation(plain[start:end], _scope((start, end), sentence, places, laws, quotes)):
            faults.append((start, end, reason))
    faults += _amounts(outside, [q.quote for q in quotes] + [question])
    good = [place.start for place in places if not place.reason]
    good += [law.start for law in laws if law.quotes and not law.reason and law.start not in used]
    bare = [(a, b) for a, b in sentences if not any(a <= start < b for start in good)]
    cited = {(place.start, place.end) for place in places} | {(law.start, law.end) for law in laws}
    struck = []
    for start, end, reason in sorted(set(faults)):
        whole = next((s for s in bare if (start, end) in cited and s[0] <= start < s[1]), (start, end))
        struck.append(Struck(at[whole[0]], at[whole[1] - 1] + 1, plain[start:end], reason))
    return tuple(struck)


def _squeezed(text: str) -> tuple[str, list[int]]:
    """*text* without white space and emphasis (line ends stay), and the offset in *text* of each character left."""
    kept = [i for i, char in enumerate(text) if char == "\n" or not _NOISE.match(char)]
    return "".join(text[i] for i in kept).translate(_ALIKE), kept


def _masked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """*text* with the quotations blotted out, so that nothing is read inside them."""
    for start, end in spans:
        text = text[:start] + "□" * (end - start) + text[end:]
    return text


def _inside(quoted: str) -> str:
    """The words inside quotation marks, without the mark of a sentence at their end."""
    return quoted[1:].rstrip('”」"’').strip(_END)


def _sentences(text: str) -> list[tuple[int, int]]:
    ends = [match.end() for match in _STOP.finditer(text)]
    return [(a, b) for a, b in zip([0, *ends], [*ends, len(text)], strict=True) if a < b]


# ---------------------------------------------------------------- laws


def _laws(kb: KnowledgeBase, text: str, quotes: Sequence[Quote]) -> list[_Law]:
    """Every law that *text* names, in order: in 《》, by its known title, by a short name it defines, or invented."""
    own = _by_key(kb, quotes)
    found = []
    for start, end, title in titles_in(text):
        law = _titled(kb, text, (start, end), title, own, quotes)
        if law and law.quotes and (match := _ALIAS.match(text, end)):
            own.setdefault(law_key(match["name"]), law.quotes)
        found += [law] if law else []
    rest = _masked(text, [(start, end) for start, end, _title in titles_in(text)])
    found += _untitled(kb, rest, own, quotes)
    return sorted(found, key=lambda law: law.start)


def _by_key(kb: KnowledgeBase, quotes: Sequence[Quote]) -> dict[str, tuple[Quote, ...]]:
    """The quotes by the keys of their law: title, title with its part."""
    found: dict[str, tuple[Quote, ...]] = {}
    for quote in quotes:
        edition = kb.editions[quote.provision_id.partition("#")[0]]
        for key in {law_key(quote.title), law_key(edition.title)}:
            found[key] = (*found.get(key, ()), quote)
    return found


def _titled(
    kb: KnowledgeBase, text: str, span: tuple[int, int], title: str, own: dict[str, tuple[Quote, ...]],
    quotes: Sequence[Quote],
) -> _Law | None:  # fmt: skip
    """The law in 《》 at *span*; None for what is no law (a licence, a form)."""
    start, end = span
    key = law_key(title)
    inner = re.search(r"（[^（）]*[0-9]{4}[^（）]*）$", title)  # 《…（2015年修订）》
    if key not in own and inner:
        key = law_key(title[: inner.start()])
    mine = own.get(key) or own.get(law_aliases().get(key, key), ())
    if mine:
        after = _NOTE.match(text, end)
        said = f"{text[max(0, start - 12) : start]}|{inner[0] if inner else ''}{after[0] if after else ''}"
        return _Law(start, end, mine, _version(kb, said, mine))
    if any(key in law_key(quote.quote) for quote in quotes):
        return _Law(start, end, (), "")
    follows = _ARTICLES.match(text, end) or _DIRECT.match(text, end)
    if follows or re.search(f"{_TITLED}$", re.sub(r"（[^（）]*）$", "", title)) or kb.resolver.laws(title):
        return _Law(start, end, (), "这部法规不在所引条文之中")
    return None


def _version(kb: KnowledgeBase, said: str, quotes: Sequence[Quote]) -> str:
    """Why the version that *said* names is not that of *quotes*; empty where none or the right one is named."""
    years = {match[1] for match in _YEAR.finditer(said)}
    known = {kb.editions[q.provision_id.partition("#")[0]] for q in quotes}
    right = {date[:4] for e in known for date in (e.version, e.effective, e.published)}
    return "所写的版本不是所引的有效版本" if years - right else ""


def _untitled(
    kb: KnowledgeBase, text: str, own: dict[str, tuple[Quote, ...]], quotes: Sequence[Quote]
) -> Iterator[_Law]:
    """Laws named without 《》: known titles, and names that can be nothing else."""
    taken = [False] * len(text)
    ends = sorted({match.end() for match in _NAME_END.finditer(text)}, reverse=True)
    for end in ends:
        for start in range(max(0, end - _LONGEST), end - 1):
            name = text[start:end]
            if taken[end - 1] or not re.fullmatch(r"[\u4e00-\u9fff（）·]+", name):
                continue
            mine = own.get(law_key(name)) or own.get(law_aliases().get(name, name), ())
            if (mine or kb.resolver.laws(name)) and _BOUNDARY.search(text, 0, start):
                taken[start:end] = [True] * (end - start)
                said = any(name in quote.quote for quote in quotes)
                yield _Law(start, end, mine, "" if mine or said else "这部法规不在所引条文之中")
                break
    for start, end in _invented(text):
        if not any(taken[start:end]) and not any(text[start:end] in quote.quote for quote in quotes):
            yield _Law(start, end, (), "这部法规不在所引条文之中")


def _invented(text: str) -> Iterator[tuple[int, int]]:
    """Names of laws that no title explains: with an article behind them, or of a form that only a title has."""
    spans = [match.span("name") if match["name"] else match.span("law") for match in _NAMED.finditer(text)]
    for match in _NAME_END.finditer(text):
        if re.match(rf"(?:的)?第{NUMBER}条", text[match.end() :]):
            head = re.search(r"[\u4e00-\u9fff]{1,30}$", text[: match.end()])
            spans.append((head.start(), match.end()) if head else match.span())
    for start, end in dict.fromkeys(spans):
        name = text[start:end]
        suffix = re.search(f"{_TITLED}$", name)
        cut = _WORDS_BEFORE.match(name[: suffix.start()] if suffix else name)
        begin = start + (cut.end() if cut else 0)
        stem = re.sub(f"{_TITLED}$", "", text[begin:end])
        if len(stem) >= 2 and not _SELF.match(stem):
            yield begin, end


# ---------------------------------------------------------------- articles


def _places(kb: KnowledgeBase, text: str, laws: Sequence[_Law], quotes: Sequence[Quote]) -> list[_Place]:
    """Every article that *text* names, each of the law named last before it."""
    titles = _masked(text, [(law.start, law.end) for law in laws])
    found: list[_Place] = []
    last: tuple[str, ...] = ()
    taken = 0
    for match in _mentions(titles, laws):
        if match.start() < taken:
            continue
        taken = match.end()
        law = next((one for one in reversed(laws) if one.end <= match.start()), None)
        between = text[law.end : match.start()] if law else ""
        joined = law is not None and re.fullmatch(r"(?:（[^（）]*）)?的?(?:第[^第。]{1,6}[编章节])*", between)
        start = law.start if law and joined else match.start()
        wanted = _wanted(match, last)
        if not wanted:
            continue
        last = wanted
        texts, reason = _support(kb, wanted, law, quotes)
        found.append(_Place(start, match.end(), texts, reason))
    return found


def _mentions(text: str, laws: Sequence[_Law]) -> Iterator[re.Match[str]]:
    """The places in *text*, in order: articles, and clauses or items of the article named before."""
    found = [*_ARTICLES.finditer(text), *_PARTS.finditer(text)]
    bare = re.compile(rf"(?P<first>{NUMBER})(?P<more>)条(?P<sub>)(?P<clause>)(?P<item>)")
    found += [match for law in laws if (match := bare.match(text, law.end))]
    yield from sorted(found, key=lambda match: (match.start(), -match.end()))


def _wanted(match: re.Match[str], last: Sequence[str]) -> tuple[str, ...]:
    """The addresses that *match* means; *last* are those meant before. Empty where it cannot be told."""
    parts = match.groupdict()
    if "first" not in parts:
        steps = (
            [step for step in parse(last[-1]) if step.kind == "条" or (parts["only"] and step.kind == "款")]
            if last
            else []
        )
        tail = f"第{parts['clause']}款{parts['item'] or ''}" if parts["clause"] else parts["only"]
        return (format_address((*steps, *_steps(tail))),) if steps else ()
    numbers = [to_int(parts["first"])]
    for join, number in re.findall(rf"条?([、和及与或]|{_TO})第?({NUMBER})", parts["more"]):
        upto = to_int(number)
        numbers += range(numbers[-1] + 1, min(upto, numbers[-1] + 100)) if re.fullmatch(_TO, join) else []
        numbers.append(upto)
    sub = to_int(parts["sub"]) if parts["sub"] else 0
    tail = (f"第{parts['clause']}款" if parts["clause"] else "") + (parts["item"] or "")
    heads = [Step("条", n, sub if i == len(numbers) - 1 else 0) for i, n in enumerate(numbers)]
    last_one = format_address((heads[-1], *_steps(tail)))
    return (*(format_address((head,)) for head in heads[:-1]), last_one)


def _steps(tail: str) -> tuple[Step, ...]:
    """The steps below the article: 第2款第（三）项."""
    return parse(normalise("第一条" + tail))[1:] if tail else ()


def _support(
    kb: KnowledgeBase, wanted: Sequence[str], law: _Law | None, quotes: Sequence[Quote]
) -> tuple[tuple[str, ...], str]:
    """The texts of the places *wanted* in *law*, and why they have no support (empty where they have)."""
    if law is None and len({quote.title for quote in quotes}) > 1:
        return (), "没有写明是哪部法规的条文"
    mine = law.quotes if law else tuple(quotes)
    if not mine:
        return (), "这部法规不在所引条文之中"
    if law and law.reason:
        return (), law.reason
    texts: list[str] = []
    for address in wanted:
        quote = next((q for q in mine if article(q.provision_id.partition("#")[2]) == article(address)), None)
        if quote is None:
            return (), f"《{mine[0].title}》{article(address)}不在所引条文之中"
        doc_id = quote.provision_id.partition("#")[0]
        places, clauses = kb.resolver.places(doc_id)
        at, _reason = resolve_in(places, clauses, list(parse(address)))
        if not at:
            return (), f"《{quote.title}》没有{address}"
        texts += [] if quote.gist else [places[at].text]
    return tuple(texts), ""


# ---------------------------------------------------------------- quotations and amounts


def _scope(
    span: tuple[int, int], sentence: tuple[int, int], places: Sequence[_Place], laws: Sequence[_Law], quotes: Sequence[Quote]
) -> tuple[str, ...]:  # fmt: skip
    """Where a quotation must stand: in what its sentence cites, else in what was cited last, else in any quotation."""
    here = [place for place in places if sentence[0] <= place.start < sentence[1]]
    here = here or [place for place in places if place.end <= span[0]][-1:]
    if here:
        return tuple(text for place in here if not place.reason for text in place.texts)
    law = next((one for one in reversed(laws) if one.end <= span[0]), None)
    return tuple(quote.quote for quote in (law.quotes if law else quotes) if not quote.gist)


def _quotation(quoted: str, texts: Sequence[str]) -> str:
    """Why *quoted* is no passage of *texts*; empty where it is one."""
    words = _inside(quoted)
    if any(words in _squeezed(text)[0].replace("\n", "") for text in texts):
        return ""
    return "所引条文中没有这句话"


def _amounts(text: str, sources: Sequence[str]) -> list[tuple[int, int, str]]:
    """The sums and multiples of *text* that none of *sources* has."""
    known = {value for source in sources for _span, value in _values(_squeezed(source)[0])}
    return [(*span, "所引条文中没有这个数额") for span, value in _values(text) if value not in known]


def _values(text: str) -> Iterator[tuple[tuple[int, int], tuple[str, float]]]:
    for match in _AMOUNT.finditer(text):
        kind = "元" if match["money"] else "倍"
        words = match["money"] or match["times"]
        try:
            yield match.span(), (kind, to_number(words))
        except ValueError:  # 等额, or a numeral written wrongly: as it stands
            yield match.span(), (kind + words, 0.0)
