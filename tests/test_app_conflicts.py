"""The page 交叉与冲突, driven without a browser."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
import streamlit as st
from made_material import made
from streamlit.testing.v1 import AppTest

from kb import findings
from kb.config import Config
from kb.conflicts import map as maps
from kb.conflicts.found import Found
from kb.findings import list_findings, update
from kb.findings.listing import CSV_HEADERS
from kb.findings.run import LEDGER
from kb.knowledge import open_kb
from kb.pipeline import build
from kb.ui.conflict_map import pair_name, squares
from kb.ui.finding import marked_text, unlike
from kb.ui.found import COMPARING, csv_bytes, json_bytes, places

ROOT = Path(__file__).parent.parent
PAGE = "kb/ui/conflicts.py"
LAW = """第一条 为了规范样品管理，制定本法。
第二条 擅自拆除样品展台围栏的，由市场监督管理部门责令装回原处，并处一千元以上五千元以下罚款。"""
RULES = """第一条 为了实施《样品管理法》，制定本办法。
第二条 擅自拆除样品展台围栏的，由市场监督管理部门责令装回原处，并处一千元以上九千元以下罚款。
第三条 向样品水池倾倒<b>染色液</b>的，由公安机关、城市管理部门按照各自职责处五百元以下罚款。"""

Open = Callable[[Path], AppTest]


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Starts the app on a knowledge base and goes to the page."""

    def start(home: Path) -> AppTest:
        monkeypatch.setenv("KB_HOME", str(home))
        monkeypatch.chdir(ROOT)
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
        return app.switch_page(PAGE).run()

    st.cache_resource.clear()
    yield start
    st.cache_resource.clear()


@pytest.fixture(scope="module")
def compared(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample knowledge base with its findings; not to be written to."""
    home = tmp_path_factory.mktemp("compared") / "kb"
    shutil.copytree(sample_home, home)
    base = open_kb(Config(home=str(home)))
    assert len(update(base) or ()) > 3
    base.close()
    return home


@pytest.fixture
def home(compared: Path, tmp_path: Path) -> Path:
    """A copy that may be written to."""
    return Path(shutil.copytree(compared, tmp_path / "kb"))


@pytest.fixture(scope="module")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two made-up rules, the lower of which fines more."""
    home = tmp_path_factory.mktemp("made") / "kb"
    base = made(home.parent, {"样品管理法(2019-03-01)": LAW, "示例市实施《样品管理法》办法(2020-05-01)": RULES})
    update(base)
    base.close()
    return home


def html(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(element.proto.body for element in app.get("html"))


def text(app: AppTest) -> str:
    return unescape(html(app))


def found_in(home: Path, **wanted: str) -> list[Found]:
    base = open_kb(Config(home=str(home)))
    found = list_findings(base, findings.FindingFilters(**wanted))
    base.close()
    return found


def view(app: AppTest, name: str) -> AppTest:
    app.session_state["finding_view"] = name
    return app.run()


def choose(app: AppTest, one: Found) -> AppTest:
    """Open the card, as a click in the table does."""
    app.session_state["finding_id"] = one.finding.id
    return app.run()


def button(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


# ---------------------------------------------------------------- compared or not


def test_texts_that_were_not_compared_are_said_so_and_compared(
    sample_home: Path, tmp_path: Path, open_page: Open
) -> None:
    home = tmp_path / "kb"
    shutil.copytree(sample_home, home)
    app = open_page(home)
    assert "尚未比对" in text(app)
    assert not app.dataframe
    button(app, "开始比对")
    assert "尚未比对" not in text(app)
    assert f"共{len(found_in(home)):,}处疑点" in text(app)


def test_findings_of_an_interrupted_run_are_called_incomplete(home: Path, open_page: Open) -> None:
    ledger = json.loads((home / LEDGER).read_text(encoding="utf-8"))
    (home / LEDGER).write_text(json.dumps({**ledger, "done": ledger["done"][:-1]}), encoding="utf-8")
    app = open_page(home)
    assert "需要重新比对" in text(app)
    assert len(app.dataframe) == 1
    button(app, "开始比对")
    assert "需要重新比对" not in text(app)


def test_two_windows_do_not_compare_at_once(sample_home: Path, tmp_path: Path, open_page: Open) -> None:
    home = tmp_path / "kb"
    shutil.copytree(sample_home, home)
    app = open_page(home)
    with COMPARING:
        assert "另一个窗口正在比对" in text(button(app, "开始比对"))
    assert not (home / LEDGER).exists()
    assert "处疑点" in text(button(app, "开始比对"))


def test_view_and_filters_outlive_a_visit_to_another_page(compared: Path, open_page: Open) -> None:
    app = open_page(compared)
    app.text_input(key="finding_agency").set_value("城管")
    shown = list(button(app, "查询").dataframe[0].value["事项"])
    view(app, "查事项")
    app.switch_page("kb/ui/ask.py").run()
    app.switch_page(PAGE).run()
    assert [field.key for field in app.text_input] == ["matter_text"]
    assert list(view(app, "疑点清单").dataframe[0].value["事项"]) == shown


def test_starter_catalogue_has_nothing_to_compare(tmp_path: Path, open_page: Open) -> None:
    home = tmp_path / "kb"
    base = open_kb(Config(home=str(home)), create=True)
    build([ROOT / "corpus" / "catalogue" / "公安.csv"], base)
    base.close()
    app = open_page(home)
    assert "需要官方文本" in text(app)
    assert "kb build 文件夹" in text(app)
    assert not app.dataframe
    assert not [button for button in app.button if button.label == "开始比对"]


# ---------------------------------------------------------------- the list


def test_list_is_filtered(compared: Path, open_page: Open) -> None:
    app = open_page(compared)
    everything = found_in(compared)
    assert len(app.dataframe[0].value) == len(everything)
    app.selectbox(key="finding_kind").set_value("职权重叠")
    button(app, "查询")
    kinds = app.dataframe[0].value["类型"]
    assert 0 < len(kinds) < len(everything)
    assert set(kinds) == {"职权重叠"}
    app.text_input(key="finding_words").set_value("火星移民")
    button(app, "查询")
    assert "没有符合条件的疑点" in text(app)
    button(app, "清空")
    assert len(app.dataframe[0].value) == len(everything)


def test_bodies_are_found_by_their_everyday_names(compared: Path, open_page: Open) -> None:
    app = open_page(compared)
    app.text_input(key="finding_agency").set_value("城管")
    button(app, "查询")
    assert f"共{len(found_in(compared, agency='城市管理主管部门'))}处疑点" in text(app)


def test_list_is_exported_whole(compared: Path) -> None:
    base = open_kb(Config(home=str(compared)))
    found = list_findings(base)
    data, lines = csv_bytes(base, found), json_bytes(base, found).decode("utf-8").splitlines()
    base.close()
    header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert data.startswith(b"\xef\xbb\xbf")
    assert tuple(header) == CSV_HEADERS
    assert [row[0] for row in rows] == [json.loads(line)["id"] for line in lines] == [x.finding.id for x in found]


def test_places_name_each_law_once(compared: Path) -> None:
    base = open_kb(Config(home=str(compared)))
    one = next(x for x in list_findings(base) if len({side.doc_id for side in x.sides}) < len(x.sides))
    said = places(base, one)
    base.close()
    assert said.count("《") == len({side.doc_id for side in one.sides})


# ---------------------------------------------------------------- the card


def test_card_shows_both_texts_with_what_differs(made_home: Path, open_page: Open) -> None:
    (one,) = found_in(made_home, kind="幅度不一致")
    app = choose(open_page(made_home), one)
    page = html(app)
    assert "《样品管理法》" in page
    assert "《示例市实施《样品管理法》办法》" in page
    assert all(words in page for words in ("现行有效", "条文对照", "处理步骤", "须先排除的情形", "有权决定", "疑似"))
    assert '<mark class="kb-unlike">九千</mark>' in page
    assert '<mark class="kb-unlike">五千</mark>' in page
    links = [link.proto for link in app.get("page_link") if link.proto.label == "查看上下文"]
    assert len(links) == 2
    assert all(link.query_string.startswith("id=") for link in links)


def test_words_of_a_document_are_never_read_as_html(made_home: Path, open_page: Open) -> None:
    (one,) = (x for x in found_in(made_home, kind="职权重叠") if "染色液" in x.finding.matter)
    page = html(choose(open_page(made_home), one))
    assert "&lt;b&gt;染色液" in page
    assert "<b>染色液" not in page


def test_next_and_previous_finding(compared: Path, open_page: Open) -> None:
    first, second, *_ = found_in(compared)
    app = choose(open_page(compared), first)
    assert app.code[0].value == first.finding.id
    button(app, "下一处")
    assert app.code[0].value == second.finding.id
    button(app, "上一处")
    assert app.code[0].value == first.finding.id
    button(app, "关闭")
    assert not app.code


def test_address_of_a_finding_opens_its_card(compared: Path, open_page: Open) -> None:
    one = found_in(compared)[-1]
    app = open_page(compared)
    app.query_params["finding"] = one.finding.id
    assert app.run().code[0].value == one.finding.id
    app.query_params["finding"] = "F0"
    assert "没有编号为 F0 的疑点" in text(app.run())


def test_decision_is_kept(home: Path, open_page: Open) -> None:
    one = found_in(home)[0]
    id = one.finding.id
    app = choose(open_page(home), one)
    button(app, "保存")
    assert "请先选择" in text(app)
    app.radio(key=f"verdict_{id}").set_value("排除")
    app.text_area(key=f"note_{id}").set_value("另有分工 <b>")
    app.text_input(key="judge_by").set_value("张三")
    button(app, "保存")
    assert "已排除" in text(app)
    assert app.dataframe[0].value["结论"][0] == "排除"
    base = open_kb(Config(home=str(home)))
    update(base, anew=True)
    kept = findings.judgements(base)[id]
    base.close()
    assert (kept.verdict, kept.note, kept.by) == ("排除", "另有分工 <b>", "张三")
    st.cache_resource.clear()
    app = choose(open_page(home), one)
    assert "排除（张三" in text(app)
    assert "另有分工 &lt;b&gt;" in html(app)
    assert app.radio(key=f"verdict_{id}").value == "排除"
    app.selectbox(key="finding_judged").set_value("未定")
    button(app, "查询")
    assert id not in [block.value for block in app.code]
    assert f"共{len(found_in(home)) - 1}处疑点" in text(app)


# ---------------------------------------------------------------- the other views


def test_agencies_and_the_findings_between_two(compared: Path, open_page: Open) -> None:
    app = view(open_page(compared), "机关×机关")
    cell, *_ = maps.matrix(maps.chosen(found_in(compared)))
    assert app.dataframe[0].value["机关"].str.contains(cell.one).any()
    app.selectbox(key="map_pair").set_value(pair_name(cell)).run()
    assert f"共{cell.findings}处疑点" in text(app)
    assert len(app.dataframe[-1].value) == cell.findings


def test_squares_lie_on_both_sides_of_the_diagonal() -> None:
    cells = [maps.Cell("乙局", "甲局", 3, (("职权重叠", 2), ("一事多罚", 1))), maps.Cell("丙局", "甲局", 1, ())]
    assert squares(cells, ["甲局", "乙局"]) == [
        {"one": "乙局", "other": "甲局", "count": 3, "kinds": "职权重叠2处，一事多罚1处"},
        {"one": "甲局", "other": "乙局", "count": 3, "kinds": "职权重叠2处，一事多罚1处"},
    ]


def test_a_matter_with_its_bodies_articles_and_findings(compared: Path, open_page: Open) -> None:
    app = view(open_page(compared), "查事项")
    assert "请写一个事项" in text(app)
    app.text_input(key="matter_text").set_value("露天烧烤")
    button(app, "查事项")
    page = text(app)
    assert "“露天烧烤”涉及的机关" in page
    assert "城市管理主管部门" in page
    assert any("第二十六条" in link.proto.label for link in app.get("page_link"))
    assert "职权重叠" in list(app.dataframe[0].value["类型"])


def test_two_regions(compared: Path, open_page: Open) -> None:
    regions = {one.finding.region for one in maps.chosen(found_in(compared))} - {"全国"}
    page = text(view(open_page(compared), "两地比较"))
    assert ("只有" in page) == (len(regions) > 1)
    assert ("不足两个地区" in page) == (len(regions) < 2)


# ---------------------------------------------------------------- marks


# fmt: off
UNLIKE = [
    ("处一千元以上五千元以下罚款", "处一千元以上九千元以下罚款", (["五千"], ["九千"])),
    ("处一千元以下罚款",           "处一万元以下罚款",           (["一千"], ["一万"])),
    ("三日内报告",                 "三日内报告",                 ([], [])),
    ("（一）开山、采石",           "(一)开山、采石",             ([], [])),  # brackets are no difference
    ("公安机关",                   "林业草原部门",               (["公安机关"], ["林业草原部门"])),
    ("甲" * 60,                    "乙" * 60,                    ([], [])),  # nothing in common tells nothing
    ("保存二年",                   "",                           ([], [])),
    ("人工煤气、汽车加气站、门站", "人工煤气、加气站、门站",     (["汽车"], [])),
]
# fmt: on


@pytest.mark.parametrize(("one", "other", "expected"), UNLIKE)
def test_unlike(one: str, other: str, expected: tuple[list[str], list[str]]) -> None:
    first, second = unlike(one, other)
    assert ([one[a:b] for a, b in first], [other[a:b] for a, b in second]) == expected


def test_marked_text_is_escaped_and_kept_word_for_word() -> None:
    shown = marked_text("甲<乙>丙\n丁&戊\n", {"at": [(1, 4)], "unlike": [(2, 3)]})
    assert '<p>甲<mark class="kb-at">&lt;</mark><mark class="kb-unlike">乙</mark>' in shown
    assert "<p>丁&amp;戊</p>" in shown


def test_brief_text_leaves_out_what_is_not_at_issue_and_says_so() -> None:
    lines = ["第一条 有下列行为的，处罚：", *(f"（{n}）" + "某行为" * 20 for n in "一二三四五六七")]
    text = "\n".join(lines)
    start = text.index("（四）")
    shown = marked_text(text, {"at": [(start, start + 5)]}, brief=True)
    assert "第一条" in shown
    assert "（四）" in shown
    assert "（三）" not in shown
    assert shown.count("<p>……</p>") == 2
