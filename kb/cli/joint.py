"""Commands about joint enforcement: advice on a matter, due dates, and plans."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kb.cli.base import AsOf, Json, Kb, app, iso_day, opened, out, write_line, write_lines
from kb.errors import KBError

if TYPE_CHECKING:
    from kb.joint.advise import Advice, Cited, Running
    from kb.registry import ClockRow
    from kb.workdays import Due

Places = Annotated[list[str] | None, typer.Option("--region", help="地区，可重复，如 --region 沂源县 --region 淄博市")]


def _flag(name: str, help: str) -> Any:
    return typer.Option(f"--{name}/--not-{name}", help=help, show_default=False)


@app.command()
def advise(
    text: Annotated[str, typer.Argument(help="事项描述")],
    unclear_body: Annotated[bool | None, _flag("unclear-body", "事前难以确定由哪个机关查处")] = None,
    several_bodies: Annotated[bool | None, _flag("several-bodies", "依法可由多个机关查处")] = None,
    campaign: Annotated[bool | None, _flag("campaign", "上级或者政府安排的专项治理")] = None,
    needs_assist: Annotated[bool | None, _flag("needs-assist", "一个机关查处，但需要协助")] = None,
    powers_exhausted: Annotated[bool | None, _flag("powers-exhausted", "用尽手段仍不足以制止")] = None,
    major: Annotated[bool | None, _flag("major", "案情重大、复杂")] = None,
    government: Annotated[bool | None, _flag("government", "须由政府决定或者批准")] = None,
    other_body: Annotated[bool | None, _flag("other-body-competent", "不归本机关管辖")] = None,
    power_moved: Annotated[bool | None, _flag("power-moved", "处罚权已划转")] = None,
    crime: Annotated[bool | None, _flag("crime", "涉嫌犯罪")] = None,
    needs_data: Annotated[bool | None, _flag("needs-data", "只缺其他机关掌握的信息")] = None,
    fields: Annotated[int, typer.Option(help="涉及几个执法领域", min=0, max=99)] = 0,
    whole: Annotated[bool | None, typer.Option("--whole/--area", help="全县（市、区）范围，还是局部区域")] = None,
    notice: Annotated[str, typer.Option("--from", help="通报或受理的日期（时刻），据此计算到期日")] = "",
    region: Places = None,
    as_of: AsOf = "",
    kb: Kb = "",
    json_: Json = False,
) -> None:
    """联动执法建议：谁有什么权、用哪种形式、谁发起谁批准、几日内办、方案提纲。"""
    from kb.joint.advise import Matter
    from kb.joint.advise import advise as run
    from kb.joint.shapes import advice_shape

    if not text.strip():
        raise KBError("请输入事项描述")
    said = {
        "unclear_body": unclear_body, "several_bodies": several_bodies, "campaign": campaign,
        "needs_assist": needs_assist, "powers_exhausted": powers_exhausted, "major": major, "government": government,
        "other_body_competent": other_body, "power_moved": power_moved, "crime": crime, "needs_data": needs_data,
    }  # fmt: skip
    stated, denied = (tuple(name for name, value in said.items() if value is wanted) for wanted in (True, False))
    matter = Matter(text.strip(), stated, denied, tuple(region or ()), iso_day(as_of), fields, whole, notice)
    with opened(kb) as base:
        advice = run(base, matter)
    if json_:
        write_line(advice_shape(advice))
    else:
        _tell_advice(advice)


def _tell_advice(advice: Advice) -> None:
    for issue in advice.issues:
        out.print(f"注意：{issue}。", style="yellow", markup=False)
    _head("一、哪些机关有哪些权（按描述检索所得，须核对）")
    for holder in advice.holders:
        out.print(holder.body or "法条没有写明机关", style="bold", markup=False)
        for power in holder.powers:
            out.print(
                f"　　{power.kind}：{power.name}——《{power.title}》{power.address}（{power.version}版，{power.status}）",
                markup=False,
            )
    out.print("　　同一事项还牵涉哪些机关，可用 kb conflicts --text 查。", style="dim", markup=False)
    _head("二、适用的形式和理由" if advice.facts else "二、可能的形式（事实不足，还不能确定）")
    if advice.questions:
        out.print("请逐项判断，符合的，加上后面的选项再运行：", markup=False)
    for question in advice.questions:
        out.print(f"　　{question}", markup=False)
    for form in advice.forms:
        out.print(form.form, style="bold")
        if not advice.facts:  # one of several that may fit: where it stands is enough
            places = (f"《{cited.title}》{cited.address}" for cited in form.quotes)
            out.print(f"　　见{'、'.join(dict.fromkeys(places)) or '（知识库中没有相应规定）'}", markup=False)
            continue
        for fact in form.facts:
            by = f"描述中的“{fact.words}”" if fact.words else "用户说明"
            out.print(f"　　理由：{fact.row.why}（{by}）", markup=False)
        _tell_cited(form.quotes)
    _tell_procedure(advice)
    if not advice.facts:
        out.print()
        out.print("说明事实后，才列出理由、条文和方案提纲（或移送函）。", markup=False)
        return
    for text in (advice.plan, *advice.letters):
        if text:
            out.print()
            out.print(text, markup=False)


def _tell_procedure(advice: Advice) -> None:
    _head("三、谁发起")
    _tell_cited(advice.initiation)
    _head("四、谁批准")
    for approval, cited in advice.approvals:
        extent = "、".join(filter(None, (approval.area, *(f"{kind}领域" for kind in approval.fields))))
        out.print(f"{extent or '不分范围'}：{' → '.join(approval.steps)}", markup=False)
        _tell_cited((cited,))
    if not advice.approvals:
        out.print("　　没有检索到这一形式的审批规定。")
    _head("五、几日内办")
    if not advice.periods:
        out.print("　　没有检索到这一形式的期限规定。")
    for period in advice.periods:
        _tell_period(period)
    for note in dict.fromkeys(note for p in advice.periods if p.due for note in p.due.notes):
        out.print(f"　　计算说明：{note}", style="dim", markup=False)


def _head(text: str) -> None:
    out.print()
    out.print(text, style="bold", markup=False)


def _tell_cited(quotes: tuple[Cited, ...]) -> None:
    for cited in quotes:
        out.print(f"　　《{cited.title}》{cited.address}（{cited.version}版，{cited.status}）", markup=False)
        out.print(cited.text, style="dim", markup=False)
    if not quotes:
        out.print("　　知识库中没有相应规定。")


def _tell_period(period: Running) -> None:
    ends = f"，最迟{_ends(period.due)}" if period.due else ""
    other = "" if period.applies else "［别处的期限，不适用于本地，不可混用］"
    name = f"{period.id}：" if period.id else ""
    since = f"自{period.trigger}起" if period.trigger else ""
    out.print(f"　　{other}{name}{since}{_time(period.amount, period.unit)}{ends}——{period.source}", markup=False)


def _time(amount: float, unit: str) -> str:
    """3个工作日, 72小时."""
    return f"{amount:g}{'个' if unit == '工作日' else ''}{unit}"


def _ends(due: Due) -> str:
    return f"{due.ends}" + (f"（顺延的为{due.postponed}）" if due.postponed else "")


@app.command()
def due(
    clock: Annotated[
        str, typer.Option("--clock", help="期限表中的编号，如 联动-移送函；不给编号和天数时列出全表")
    ] = "",
    days: Annotated[int, typer.Option("--days", help="多少个单位", min=0)] = 0,
    unit: Annotated[str, typer.Option("--unit", help="工作日、日 或 小时")] = "工作日",
    start: Annotated[str, typer.Option("--from", help="起算的日期或时刻，如 2026-03-06 或 2026-03-06T15:30")] = "",
    count_first: Annotated[bool, typer.Option("--count-first", help="起算当日也计入（默认不计入）")] = False,
    json_: Json = False,
) -> None:
    """计算到期日：工作日按法定节假日和调休计算；接续的期限依次推算。"""
    from kb.joint.shapes import due_shape
    from kb.registry import clocks
    from kb.workdays import chain, clock_due
    from kb.workdays import due as count

    if not clock and not days:
        _tell_clocks(json_)
        return
    if clock and days:
        raise KBError("--clock 和 --days 只能用一个")
    if not start:
        raise KBError("请用 --from 给出起算的日期或时刻，如 --from 2026-03-06")
    found: list[tuple[ClockRow | None, Due]] = []
    if clock:
        first, *following = chain(clocks(), clock, start)
        found = [(first[0], clock_due(first[0], start, count_first=count_first)), *following]
    else:
        found = [(None, count(start, days, unit, count_first=count_first))]
    if json_:
        write_lines(due_shape(ended, row) for row, ended in found)
        return
    for row, ended in found:
        _tell_due(row, ended)
    if len(found) > 1:
        out.print("接续的期限按前一步用到最后一刻推算。", style="dim")


def _tell_clocks(as_json: bool) -> None:
    from dataclasses import asdict

    from kb.registry import clocks

    if as_json:
        write_lines(asdict(row) for row in clocks())
        return
    for row in clocks():
        after = f"，接“{row.after}”" if row.after else ""
        out.print(
            f"{row.id}：{row.actor}自{row.event}起{_time(row.amount, row.unit)}内{row.act}——《{row.law}》{row.address}{after}",
            markup=False,
        )


def _tell_due(row: ClockRow | None, ended: Due) -> None:
    if row:
        out.print(f"{row.id}：{row.actor}{row.act}（《{row.law}》{row.address}）", style="bold", markup=False)
    skipped = f"，跳过{'、'.join(ended.skipped)}" if ended.skipped else ""
    calendar = f"（{ended.calendar}）" if ended.calendar else ""
    out.print(
        f"{ended.start}起{_time(ended.amount, ended.unit)}，从{ended.first}起算{skipped}，最迟{_ends(ended)}{calendar}",
        markup=False,
    )
    for note in ended.notes:
        out.print(f"　　{note}", style="dim", markup=False)


@app.command()
def plan(
    file: Annotated[Path, typer.Argument(help="方案文件；不加 --check 时在这里写一份提纲")],
    check: Annotated[bool, typer.Option("--check", help="检查方案是否齐备，不齐备的退回（退出码1）")] = False,
    region: Places = None,
    as_of: AsOf = "",
    kb: Kb = "",
    json_: Json = False,
) -> None:
    """联动执法方案：写提纲，或检查要件是否齐备。"""
    from kb.joint.advise import plan_rules
    from kb.joint.plan import check_plan, plan_lines, skeleton

    with opened(kb) as base:
        parts, basis = plan_rules(base, tuple(region or ()), iso_day(as_of))
    if not check:
        if file.exists():
            raise KBError(f"{file} 已经存在；检查它请加 --check，写提纲请换一个文件名")
        _write(file, skeleton("联动执法方案", parts, basis, {}))
        return
    found = check_plan(plan_lines(file), parts)
    missing = [part for part in found if part.state != "有"]
    if json_:
        rows = [{"part": part.name, "state": part.state, "text": part.text, "hint": part.hint} for part in found]
        write_line({"file": str(file), "accepted": not missing, "basis": basis, "parts": rows})
    else:
        out.print(f"{basis}。", style="dim", markup=False)
        for part in missing:
            out.print(f"　　{part.state}：{part.name}" + (f"（{part.hint}）" if part.hint else ""), markup=False)
        short = "、".join(part.name for part in missing)
        out.print(
            f"方案不齐备，退回补正：{short}。" if missing else f"方案齐备，{len(found)}项都有内容。", markup=False
        )
    raise typer.Exit(1 if missing else 0)


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise KBError(f"写不了 {file}：{error.strerror}；请检查路径和权限") from error
    out.print(f"已写入 {file}，请逐项填写后用 kb plan {file} --check 检查。", markup=False)
