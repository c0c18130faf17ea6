"""A reading as a report in Markdown that an official can read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from kb.policy.records import Clock, Delegation, Fact, Figure, Reading, Role

_LONG = 90  # characters of a quotation in a table


def markdown(reading: Reading) -> str:
    """The whole reading; sections without findings are left out, save the checklist."""
    parts = [_head(reading), *(text for section in _SECTIONS if (text := "\n".join(section(reading))))]
    return "\n\n".join(parts) + "\n"


def _head(reading: Reading) -> str:
    dates = {
        "发文字号": reading.number,
        "统一编号": reading.register,
        "发文机关": reading.issuer,
        "日期": reading.published,
        "施行": reading.effective,
        "有效期至": reading.expires,
    }
    lines = [f"# {reading.title}", ""]
    lines += [f"- {name}：{value}" for name, value in dates.items() if value]
    lines.append(f"- 时效（{reading.as_of}）：{reading.status}")
    if not reading.complete:
        lines.append("- 文本不全：只能说文中有什么，不能据此说没有什么")
    return "\n".join(lines)


def _quote(fact: Fact) -> str:
    return _cell(fact.quote)


def _cell(text: str) -> str:
    plain = " ".join(text.split()).replace("|", "\\|")
    return plain if len(plain) <= _LONG else plain[:_LONG] + "……"


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    heads = list(heads)
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    return lines + [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows]


def _checklist(reading: Reading) -> Iterator[str]:
    yield "## 六项协作机制"
    yield ""
    yield from _table(
        ("机制", "有无", "出处", "原文"), ((c.kind, c.verdict, c.address, c.quote) for c in reading.checklist)
    )


def _others(reading: Reading) -> Iterator[str]:
    found = [m for m in reading.mechanisms if not m.usual and m.state != "提及"]
    if not found:
        return
    yield "## 其他机制"
    yield ""
    found.sort(key=lambda m: (m.group, m.kind, m.start))
    for kind, group in groupby(found, key=lambda m: (m.group, m.kind)):
        places = "、".join(dict.fromkeys(m.address for m in group))
        yield f"- {kind[1]}（{kind[0]}机制）：{places}"


def _forms(reading: Reading) -> Iterator[str]:
    if not reading.forms:
        return
    yield "## 形式与适用情形"
    for form in reading.forms:
        yield ""
        yield f"**{form.name}**（{form.address}）：{' '.join(form.definition.split())}"
        if form.conditions:
            yield ""
            yield from (f"{number}. {_bare(text)}" for number, text in enumerate(form.conditions, 1))


def _bare(text: str) -> str:
    return " ".join(text.split()).lstrip("0123456789.．、（）()一二三四五六七八九十").rstrip("；;。")


def _roles(reading: Reading) -> Iterator[str]:
    if not reading.roles:
        return
    yield "## 谁做什么"
    yield ""
    rows = (
        (
            role.role,
            _body(role),
            f"{role.matter}〔{role.when}〕" if role.when else role.matter,
            role.address,
            role.quote,
        )
        for role in reading.roles
    )
    yield from _table(("分工", "单位（现称）", "事项", "出处", "原文"), rows)


def _body(role: Role) -> str:
    same = not role.canonical or role.canonical == role.body
    return role.body if same else f"{role.body}（{role.canonical}）"


def _paths(reading: Reading) -> Iterator[str]:
    if not reading.paths:
        return
    yield "## 审批路径"
    yield ""
    for path in reading.paths:
        yield f"- {path.condition or '未写明适用情形'}：{' → '.join(path.steps)}（{path.address}）"


def _contents(reading: Reading) -> Iterator[str]:
    if not reading.contents:
        return
    yield "## 文中列出的内容、种类和范围"
    yield ""
    for item in reading.contents:
        yield f"- {item.of}（{len(item.parts)}项）：{('、' if all('，' not in p for p in item.parts) else '；').join(item.parts)}（{item.address}）"


def _principles(reading: Reading) -> Iterator[str]:
    if not reading.principles:
        return
    yield "## 责任原则"
    yield ""
    for item in reading.principles:
        yield f"- {item.quote}（{item.address}）"


def _duties(reading: Reading) -> Iterator[str]:
    if not reading.duties:
        return
    yield "## 禁止和要求"
    yield ""
    rows = ((d.kind, d.body, d.act, d.address) for d in reading.duties)
    yield from _table(("种类", "对谁", "内容", "出处"), rows)


def _gaps(reading: Reading) -> Iterator[str]:
    if not reading.gaps:
        return
    yield "## 文中指出的监管空白"
    yield ""
    for gap in reading.gaps:
        found = f"。知识库：{gap.found}" if gap.found else ""
        yield f"- {gap.matter}：文中称“{gap.lack}”（{gap.address}）{found}"


def _clocks(reading: Reading) -> Iterator[str]:
    firm = [clock for clock in reading.clocks if clock.kind != "不定"]
    vague = [clock for clock in reading.clocks if clock.kind == "不定"]
    if firm:
        yield "## 期限和频次"
        yield ""
        rows = (
            (clock.kind, _time(clock), clock.trigger, clock.body, clock.act, clock.address, clock.sentence)
            for clock in firm
        )
        yield from _table(("种类", "时间", "起算", "谁", "做什么", "出处", "原文"), rows)
    if vague:
        yield from ("",) if firm else ("## 期限和频次", "")
        places = "、".join(dict.fromkeys(f"{clock.unit}（{clock.address}）" for clock in vague))
        yield f"没有定出时间的要求{len(vague)}处：{places}。"


def _time(clock: Clock) -> str:
    if clock.amount is None:
        return clock.unit
    amount = f"{clock.amount:g}"
    if clock.kind == "频次":
        return f"{amount}{clock.unit}"
    unit = "个工作日" if clock.unit == "工作日" else clock.unit
    return f"{'提前' if clock.ahead else ''}{amount}{unit}"


def _delegations(reading: Reading) -> Iterator[str]:
    if not reading.delegations and not reading.delegated_items:
        return
    yield "## 权力下放和划转"
    for item in reading.delegations:
        yield ""
        yield f"**{item.number}. {_passage(item)}**（{item.address}）"
        checks = [c for c in reading.delegation_checks if c.number == item.number]
        if checks:
            yield ""
            yield "对照行政处罚法："
            yield ""
            yield from (f"- {c.requirement}：{c.verdict}。{c.reason}" for c in checks)
    if reading.delegated_items:
        yield ""
        rows = ((i.name, i.loses, i.gains, i.basis, i.doubt, i.address) for i in reading.delegated_items)
        yield from _table(("事项", "原行使机关", "承接机关", "依据", "须核对", "出处"), rows)


def _passage(item: Delegation) -> str:
    scope = f"，{item.scope}" if item.scope else ""
    sides = _now(item.loses, item.loses_now), _now(item.gains, item.gains_now)
    return f"{item.act}：{item.what}{scope}；原行使：{sides[0] or '未写明'}；承接：{sides[1] or '未写明'}"


def _now(written: str, today: str) -> str:
    return f"{written}（现为{today}）" if today and today != written else written


def _groups(reading: Reading) -> Iterator[str]:
    if not reading.groups and not reading.members:
        return
    yield "## 组织机构和成员"
    for group in reading.groups:
        yield ""
        office = f"，办公室设在{'、'.join(group.office)}" if group.office else ""
        counts = f"牵头人{group.leaders}，副职{group.deputies}，成员{group.members}"
        yield f"**{group.name or '（未写明名称）'}**：{counts}{office}。"
        yield from (f"注意：{doubt}。" for doubt in group.doubts)
    yield ""
    rows = ((m.part, m.person, m.unit + m.post, m.canonical, m.note, m.address) for m in reading.members)
    yield from _table(("身份", "姓名", "单位职务", "现称", "说明", "出处"), rows)


def _names(reading: Reading) -> Iterator[str]:
    if not reading.names:
        return
    yield "## 清单、平台、机构、制度、文件"
    yield ""
    found = sorted(reading.names, key=lambda n: (n.kind, n.start))
    for kind, group in groupby(found, key=lambda n: n.kind):
        names = list(group)
        yield f"- {kind}（{len(names)}）：{'、'.join(f'{n.name}（{n.address}）' for n in names)}"
        yield from (f"  - 注意：{n.note}。" for n in names if n.note)


def _formulas(reading: Reading) -> Iterator[str]:
    if not reading.formulas:
        return
    yield "## 范围公式"
    yield ""
    for item in reading.formulas:
        doubt = f"。注意：{item.doubt}" if item.doubt else ""
        yield f"- {item.formula}：{'；'.join(item.parts) or '文中没有展开'}（{item.address}）{doubt}"


def _figures(reading: Reading) -> Iterator[str]:
    if not reading.figures:
        return
    yield "## 数字"
    yield ""
    yield from _table(("数字", "说的是", "出处"), ((_number(f), f.subject, f.address) for f in reading.figures))
    if reading.figure_checks:
        yield ""
        yield "核对："
        yield ""
        yield from (f"- {c.verdict}：{c.reason}（{c.address}）" for c in reading.figure_checks)


def _number(figure: Figure) -> str:
    return " ".join(figure.quote.split())


def _faults(reading: Reading) -> Iterator[str]:
    if not reading.faults:
        return
    yield "## 文本疑点（原文未改）"
    yield ""
    found = sorted(reading.faults, key=lambda f: (f.kind, f.reason, f.start))
    for (kind, reason), group in groupby(found, key=lambda f: (f.kind, f.reason)):
        faults = list(group)
        places = "、".join(dict.fromkeys(f"“{_quote(f)}”（{f.address}）" for f in faults))
        yield f"- {kind}{len(faults)}处：{places}。{reason}"


def _laws(reading: Reading) -> Iterator[str]:
    if not reading.laws:
        return
    yield "## 引用的法律和文件"
    yield ""
    rows = ((f"《{x.title}》{x.law_address}", x.state, x.reason, x.address) for x in reading.laws)
    yield from _table(("引用", "核对", "说明", "出处"), rows)


_SECTIONS: tuple[Callable[[Reading], Iterator[str]], ...] = (
    _checklist, _others, _forms, _roles, _paths, _contents, _principles, _duties, _gaps, _clocks, _delegations, _groups, _names,
    _formulas, _figures, _laws, _faults,
)  # fmt: skip
