"""Raw blocks to documents: characters, web furniture, compilations, title, dates, level, and whether it is whole.

Nothing inside the body is rewritten; what is taken away (invisible characters, navigation lines) is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kb.dates import DATE, add_years, find_dates, iso
from kb.model import Block, Document, Event, Issue, Raw, Repeal
from kb.numerals import NUMBER, to_int
from kb.read.manifest import ManifestRow
from kb.registry import boilerplate, level_rules
from kb.titles import full_title, place_of, short_title, titles_in

_INVISIBLE = re.compile("[\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060\ufeff\u00ad\x00-\x08\x0b-\x1f\x7f]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_PART = re.compile(
    r"(?P<stem>[^。；]{0,40}?)篇(?P<n>[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:[:：]\s*(?P<rest>.{0,60}))?$"
)
_FILE_DATE = re.compile(r"[（(](\d{4}-\d{2}-\d{2})[）)]$")
_WEB_DATE = re.compile(r"时间[:：]\s*(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})")
_ABOUT = re.compile(
    r"^关于.{2,60}的(?:意见|通知|办法|决定|规定|方案|通告|公告|批复|函|细则|规则|制度|意见书|指导意见)$"
)

_ORDER = re.compile(r"[\u4e00-\u9fff]{2,24}(?:令|公告)第?[〇零一二三四五六七八九十百千\d]{1,6}号")
_NUMBERED = re.compile(r"^[\u4e00-\u9fff]{1,12}[〔\[［【（(]\s?\d{4}\s?[〕\]］】）)]\s?第?\d{1,4}号$")
_ORGAN = re.compile(
    r"^[\u4e00-\u9fff、]{2,30}(?:人民政府办公[室厅]|人民政府|委员会办公[室厅]|委员会|总局|[\u4e00-\u9fff]局|部|厅|办公室)$"
)
_COMMENCES = re.compile(rf"自{DATE}起(?:开始)?(?:施行|实施|生效|执行)")
_ON_PUBLICATION = re.compile(r"自(?:公布|发布|颁布|印发|通过|批准|签署)之日起(?:开始)?(?:施行|实施|生效|执行)")
_ENDS = re.compile(r"施行|废止|生效|[日月年]起(?:开始)?(?:实施|执行|试行)")
_VALIDITY = re.compile(  # of the document itself, not of the licences that it is about
    rf"""
      (?:
          (?:本|该)《?(?:实施|暂行|试行|指导)?(?:意见|办法|规定|通知|细则|方案|条例|决定|规则|标准|规范|公告|通告|文件|制度|措施|政策)》?(?:的)?
        | (?=自[^。；]{{2,40}}(?:施行|实施|执行|试行)[，,。；])                  # 自2021年11月20日起施行，有效期五年
      )
      (?:自[^。；]{{2,40}}?(?:施行|实施|执行|试行|生效)[，,。；、]?\s*(?:本\w{{2,4}})?)?
      有效期(?:限)?
      (?:(?:为|自|从)*(?:{DATE}起?)?(?:至|到)(?P<until>{DATE})                    # 有效期至2026年11月19日
        |(?:为|是|暂定为?)?(?P<years>[0-9一二两三四五六七八九十]{{1,3}})年(?!\s?[0-9一二三四五六七八九十]{{1,2}}\s?月))  # 有效期五年
    """,
    re.VERBOSE | re.MULTILINE,
)
_REPEALS = re.compile(r"(?:同时|即行|一律|予以)废止|(?:同时|即行)(?:失效|停止(?:执行|施行))")
_ONLY_CITED = re.compile(r"(?:根据|依照|依据|按照|违反)$")  # 根据《…》制定的《…》同时废止
_NOT_ENDED = re.compile(  # 《关于修改〈…〉的决定》第一次修正的《…》; 《…》中关于…的规定同时废止
    rf"(?:第{NUMBER}次)?(?:修正|修订|修改)|中的?(?:有关|关于|第|与)|的?第{NUMBER}[编章节条]|的?(?:有关|相关)规定"
)
_WHOLE_LEVELS = ("法律", "行政法规", "监察法规", "部门规章", "地方性法规", "地方政府规章")
_ARTICLE_LINE = re.compile(rf"^第{NUMBER}条(?:之{NUMBER})?\s", re.MULTILINE)
_EVENT_KINDS = (
    ("施行", re.compile(r"施行|实施|生效")),
    ("修订", re.compile(r"修订")),
    ("修正", re.compile(r"修正|修改")),
    ("废止", re.compile(r"废止(?!和|、)")),
    ("批准", re.compile(r"批准")),
    ("公布", re.compile(r"公布|发布|颁布|公告|印发")),
    ("通过", re.compile(r"通过")),
)
_BODY = re.compile(
    r"[\u4e00-\u9fff]{0,30}?(?:人民代表大会常务委员会|人民代表大会|国务院|人民政府|最高人民法院|最高人民检察院|[\u4e00-\u9fff]{2,12}部|[\u4e00-\u9fff]{2,12}局)"
)
_SESSION = re.compile(r"第[一二三四五六七八九十百]+届")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A document with the events and repeal clauses found in it."""

    document: Document
    events: tuple[Event, ...]
    repeals: tuple[Repeal, ...]
    issues: tuple[Issue, ...]


def clean(raw: Raw, row: ManifestRow | None = None) -> list[Cleaned]:
    """Turn one file into its documents: one, or one for each part of a compilation."""
    issues: list[Issue] = []
    blocks = [b for b in (_characters(block) for block in raw.blocks) if b.text]
    web_date = next((iso(*map(int, m.groups())) for b in blocks[:12] if (m := _WEB_DATE.search(b.text))), "")
    kept, dropped = _without_furniture(blocks, raw.path)
    if dropped:
        shown = "；".join(text[:20] + "…" * (len(text) > 20) for text in dropped[:8])
        issues.append(Issue("", raw.path, "boilerplate", "note", f"去除网页杂项{len(dropped)}行：{shown}"))
    if any(_PRIVATE.search(block.text) for block in kept):
        issues.append(
            Issue("", raw.path, "private-characters", "note", "含有自造字（私用区字符），原样保留，请核对原文")
        )
    parts = _parts(kept)
    made = [_document(raw, blocks, row, web_date, len(parts) > 1) for blocks in parts]
    first = tuple(replace(issue, doc_id=made[0].document.id) for issue in issues)
    return [replace(made[0], issues=(*first, *made[0].issues)), *made[1:]]


def _characters(block: Block) -> Block:
    text = _INVISIBLE.sub("", block.text).replace("\u00a0", " ").strip()
    return block if text == block.text else replace(block, text=text)


def _without_furniture(blocks: Sequence[Block], path: str) -> tuple[list[Block], list[str]]:
    """Drop web navigation. Markdown has none, and tables, titles and long sentences are never dropped."""
    if path.endswith(".md"):
        return list(blocks), []
    kept, dropped = [], []
    for block in blocks:
        gone = (
            block.kind == "text" and len(block.text) <= 160 and any(r.regex.search(block.text) for r in boilerplate())
        )
        (dropped.append(block.text) if gone else kept.append(block))
    return kept, dropped


def _parts(blocks: list[Block]) -> list[list[Block]]:
    """Split a compilation at 篇1 … 篇8 or 篇一：… ; at least two parts numbered from one with the same stem."""
    found = [(i, m) for i, b in enumerate(blocks) if len(b.text) <= 80 and (m := _PART.match(b.text))]
    starts = [i for i, m in found if m["stem"] == found[0][1]["stem"]]
    numbers = [to_int(m["n"]) for _, m in found if m["stem"] == found[0][1]["stem"]]
    if len(starts) < 2 or numbers != list(range(1, len(numbers) + 1)):
        return [blocks]
    edges = [*starts, len(blocks)]
    parts = [blocks[a:b] for a, b in pairwise(edges)]
    titles = {re.sub(r"\d+篇$|范文$", "", b.text) for b in parts[0][:1]}
    front = [b for b in blocks[: starts[0]] if not _is_part_title(b.text, parts[0][0].text, titles)]
    parts[0] = [parts[0][0], *front, *parts[0][1:]]
    return parts


def _is_part_title(text: str, first: str, titles: set[str]) -> bool:
    """True where a line above the first part only repeats the title of the compilation."""
    stem = re.sub(r"(?:范文|\d+篇)$", "", text)
    return stem in first or any(stem == title for title in titles)


def _document(raw: Raw, blocks: list[Block], row: ManifestRow | None, web_date: str, is_part: bool) -> Cleaned:
    title, blocks = _title(blocks, row, raw.path, is_part)
    heads = [b for b in blocks if b.kind in ("title", "info")]
    rest = [b for b in blocks if b.kind not in ("title", "info")]
    lines = [title, *(b.text for b in heads if b.text != title), *(b.text for b in rest)]
    text = "\n".join(lines)
    body = sum(len(line) + 1 for line in lines[: len(lines) - len(rest)])
    headings, position = [], min(body, len(text))
    for block in rest:
        if block.kind == "heading":
            headings.append(position)
        position += len(block.text) + 1
    document = Document(
        "", short_title(row.title if row and not is_part else title), row.subtitle if row else "", "", "", "", "", "", "",
        "", "", row.status if row else "", True, row.sample if row else False, False, raw.path, raw.sha256,
        min(body, len(text)), tuple(headings), text,
    )  # fmt: skip
    return _with_metadata(document, row, web_date)


def _title(blocks: list[Block], row: ManifestRow | None, path: str, is_part: bool) -> tuple[str, list[Block]]:
    """The title line, and the blocks without it."""
    marked = [b for b in blocks if b.kind == "title"]
    if marked:
        return marked[0].text, [b for b in blocks if b is not marked[0]]
    if is_part:
        return blocks[0].text, blocks[1:]
    for index, block in enumerate(blocks[:12]):
        if _ABOUT.match(block.text):
            issuer = next((b.text for b in reversed(blocks[:index]) if _ORGAN.match(b.text)), "")
            return issuer + block.text, blocks
    for block in blocks[:6]:
        if 4 <= len(block.text) <= 60 and not block.text.endswith(("。", "；", "：", ":", "，")):
            rest = [b for b in blocks if b.text != block.text or b is not block]
            return block.text, [b for b in rest if not (b.kind == "text" and b.text == block.text)]
    stem = _FILE_DATE.sub("", path.rsplit("/", 1)[-1].rsplit(".", 1)[0])
    return (row.title if row else stem), blocks


# ---------------------------------------------------------------- metadata


def _with_metadata(document: Document, row: ManifestRow | None, web_date: str) -> Cleaned:
    events = tuple(_events(document))
    tail = _tail(document)
    published = (row.published if row else "") or _file_date(document.path) or _published(events)
    published = published or _signed(document) or web_date  # a page is put up after the signature
    document = replace(
        document,
        number=(row.number if row else "") or _number(document, events),
        published=published,
        version=published or "undated",
    )
    level, region, issuer = _authority(document, row, events)
    document = replace(document, level=level, region=region, issuer=issuer)
    document = replace(document, effective=_effective(document, row, events, tail))
    document = replace(
        document, expires=(row.expires if row else "") or _expires(document), complete=_complete(document, tail)
    )
    document = replace(document, id=document_id(document))
    events = tuple(replace(e, doc_id=document.id) for e in events)
    return Cleaned(document, events, tuple(_repeals(document, tail)), tuple(_doubts(document)))


def document_id(document: Document) -> str:
    """行政处罚法@2021-01-22; parts of a code carry their subtitle."""
    return f"{_plain_id(full_title(document))}@{document.version}"


def draft_id(title: str) -> str:
    """The id of a draft, which has no version yet."""
    return f"{_plain_id(title)}@草案"


def _plain_id(title: str) -> str:
    """*title* without the two signs that divide the ids of provisions."""
    return title.replace("#", "＃").replace("@", "＠")


def _file_date(path: str) -> str:
    match = _FILE_DATE.search(path.rsplit("/", 1)[-1].rsplit(".", 1)[0])
    return match[1] if match else ""


def _events(document: Document) -> Iterator[Event]:
    """Read the dated steps in the lines under the title, in order of appearance."""
    position = 0
    for line in document.text[: document.body].splitlines(keepends=True):
        dates = list(find_dates(line))
        for index, (start, end, date) in enumerate(dates):
            stop = dates[index + 1][0] if index + 1 < len(dates) else len(line.rstrip("\n"))
            words = line[end:stop]
            for kind in _kinds(words):
                body = _BODY.search(_SESSION.sub("", words))
                order = _ORDER.search(words) or re.search(r"《[^》]{2,80}》", words)
                yield Event(
                    "",
                    position + start,
                    position + stop,
                    kind,
                    date,
                    body[0] if body else "",
                    order[0] if order else "",
                )
        position += len(line)


def _kinds(words: str) -> list[str]:
    """What a history phrase says happened; the verb after the title of a decision counts, not the one inside it."""
    outside = re.sub(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|〈[^〈〉]*〉", "", words)
    return [kind for kind, pattern in _EVENT_KINDS if pattern.search(outside)]


def _published(events: Sequence[Event]) -> str:
    dates = [e.date for e in events if e.kind in ("公布", "通过", "修订", "修正", "批准")]
    return max(dates, default="")


def _signed(document: Document) -> str:
    """The date of the signature: the last line that is nothing but a date."""
    found = ""
    for line in document.text[document.body :].splitlines():
        dates = list(find_dates(line))
        if len(line) <= 16 and len(dates) == 1 and dates[0][1] - dates[0][0] >= len(line.strip("（）() ")) - 1:
            found = dates[0][2]
    return found


def _number(document: Document, events: Sequence[Event]) -> str:
    orders = [e.instrument for e in events if e.kind == "公布" and _ORDER.fullmatch(e.instrument)]
    if orders:
        return orders[-1]
    for line in document.text[: document.body + 600].splitlines()[:20]:
        if _NUMBERED.match(line.strip()):
            return line.strip()
    return ""


def _authority(document: Document, row: ManifestRow | None, events: Sequence[Event]) -> tuple[str, str, str]:
    """Level, region and issuer: from the manifest, else by the rows of levels.csv."""
    head = document.text[: document.body + 300]
    issuer = (row.issuer if row else "") or _issuer(document, events)
    level = (row.level if row else "") or _level(document, issuer, head)
    region = (row.region if row else "") or _region(document, issuer, level)
    return level, region, issuer


def _level(document: Document, issuer: str, head: str) -> str:
    folders = document.path.split("/")[:-1]
    for rule in level_rules():
        if rule.level in folders:
            return rule.level
    facts = {"title": document.title, "number": document.number, "issuer": issuer, "head": head}
    return next((rule.level for rule in level_rules() if rule.regex.search(facts[rule.field])), "其他资料")


def _issuer(document: Document, events: Sequence[Event]) -> str:
    """Who made the document: the courts its title names, the body that passed it, or the organ above its title.

    A city's regulation is passed by the city and approved by the province, so a body of the title's own place wins.
    """
    court = _COURTS.match(document.title)
    if court:
        return court[0]
    acts = [e.body for e in events if e.body and e.kind in ("公布", "通过", "修订", "修正")]
    own = [body for body in acts if body[:2] == document.title[:2]]
    if acts:
        return (own or acts)[-1].removeprefix("中华人民共和国")
    if "/行政法规/" in f"/{document.path}":
        return "国务院"
    lines = [line.strip() for line in document.text.splitlines()[:16]]
    stated = next((match[1] for line in lines if (match := _ISSUED_BY.search(line))), "")
    return stated or next((line for line in lines if _ORGAN.match(line)), "")


_ISSUED_BY = re.compile(
    r"(?:发文|制定|公布|发布)(?:机关|机构|单位)[:：]?\s*(?:\|\s*)?([\u4e00-\u9fff]{3,30})"
)  # as government sites print it


_COURTS = re.compile(
    r"(?:最高人民法院|最高人民检察院)(?:、?(?:最高人民法院|最高人民检察院)|、[\u4e00-\u9fff]{2,10}?(?:部|总局|委员会))*"
)


def _region(document: Document, issuer: str, level: str) -> str:
    if level in ("宪法", "法律", "行政法规", "监察法规", "司法解释", "部门规章"):
        return "全国"
    return place_of(document.title) or place_of(issuer)


def _tail(document: Document) -> list[tuple[int, str]]:
    """The last three articles, or the last lines where there are none: (start, text)."""
    starts = [m.start() for m in _ARTICLE_LINE.finditer(document.text, document.body)]
    if starts:
        edges = [*starts[-3:], len(document.text)]
        return [(a, document.text[a:b]) for a, b in pairwise(edges)]
    lines, position = [], document.body
    for line in document.text[document.body :].splitlines(keepends=True):
        if re.search(r"施行|实施|有效期|废止|失效|执行", line):
            lines.append((position, line))
        position += len(line)
    return lines


def _effective(
    document: Document, row: ManifestRow | None, events: Sequence[Event], tail: list[tuple[int, str]]
) -> str:
    """The day this version takes effect.

    A commencement article often keeps the date of the first version; such a date lies before this version was made,
    and then the version counts from its own date.
    """
    stated = (row.effective if row else "") or max((e.date for e in events if e.kind == "施行"), default="")
    if not stated:
        for _start, text in reversed(tail):
            if match := _COMMENCES.search(text):
                stated = next(find_dates(match[0]))[2]
                break
            if _ON_PUBLICATION.search(text):
                return document.published
    return max(stated, document.published) if stated else ""


def _expires(document: Document) -> str:
    """The last day of validity (有效期至…, 有效期五年), or empty."""
    match = _VALIDITY.search(document.text, document.body)
    if not match:
        return ""
    if match["until"]:
        return next(find_dates(match["until"]), (0, 0, ""))[2]
    return add_years(document.effective or document.published, to_int(match["years"]))


def _complete(document: Document, tail: list[tuple[int, str]]) -> bool:
    """False where the text stops early: no commencement clause in the last articles, or a broken last sentence."""
    last = document.text.rstrip().rsplit("\n", 1)[-1]
    if last.endswith(("...", "……", "，", "、", "；")) and len(last) > 24:
        return False
    has_articles = bool(_ARTICLE_LINE.search(document.text, document.body))
    if not has_articles:
        cut = len(last) > 60 and not re.search(r"[。！？）)》”\d]$", last)
        return not cut
    if document.subtitle or document.level not in _WHOLE_LEVELS:
        return True
    if document.level == "法律" and re.search(r"^第.{1,4}章\s*附\s*则$", document.text, re.MULTILINE):
        return True  # 选举法, 刑事诉讼法: whole, though they name no day of commencement
    return any(_ENDS.search(text) for _start, text in tail)


def _repeals(document: Document, tail: list[tuple[int, str]]) -> Iterator[Repeal]:
    """Read 《…》同时废止 in the last articles, and 关于废止《…》的决定; each title before the verb is one clause."""
    title_line = document.text.split("\n", 1)[0]
    if re.search(r"关于废止.{0,12}[《〈]", title_line):
        for a, b, title in titles_in(title_line):
            yield Repeal(document.id, a, b, short_title(title), "", document.effective or document.published)
    for start, text in tail:
        for sentence in re.finditer(r"[^。；]+[。；]?", text):
            if not _REPEALS.search(sentence[0]):
                continue
            for a, b, title in titles_in(sentence[0]):
                around = sentence[0][max(0, a - 60) : a]
                if _ONLY_CITED.search(around) or _NOT_ENDED.match(sentence[0], b):
                    continue
                date = [d for _, e, d in find_dates(around) if not around.startswith("起", e)]
                base = start + sentence.start()
                day = document.effective or document.published
                yield Repeal(document.id, base + a, base + b, short_title(title), date[-1] if date else "", day)


def _doubts(document: Document) -> Iterator[Issue]:
    if document.version == "undated":
        yield Issue(
            document.id,
            document.path,
            "undated",
            "warning",
            "没有找到日期：版本与时效不明，请在 manifest.csv 中补充 published",
        )
    elif not document.effective:
        yield Issue(document.id, document.path, "no-effective-date", "note", "没有找到施行日期，以公布日期代替")
    if not document.complete:
        yield Issue(
            document.id, document.path, "incomplete", "warning",
            "文本疑似不全（结尾没有施行、废止条款或句子中断）：只能证明“有”，不能据此说“没有”；请补全原文后重新导入",
        )  # fmt: skip
    if not document.text[document.body :].strip():
        yield Issue(document.id, document.path, "empty-body", "error", "只有标题，没有正文；请补全原文后重新导入")
