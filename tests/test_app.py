"""The web face, driven without a browser."""

from __future__ import annotations

import csv
import datetime
import io
import json
import shutil
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from kb.catalogue import NOTICE
from kb.config import Config
from kb.knowledge import open_kb
from kb.model import Deadline, Penalty, PowerItem, Provision
from kb.pipeline import build
from kb.powers import list_items
from kb.shapes import ITEM_COLUMNS, ITEM_HEADERS, spreadsheet_cell
from kb.ui.cards import GIST_NOTE, chinese_date, deadline_text, paragraphs, penalty_text, plain
from kb.ui.item import measures
from kb.ui.items import PAGE, csv_bytes, json_bytes

ROOT = Path(__file__).parent.parent
ARTICLE = "示例市市容管理条例@2022-08-30#第二十六条"
WORDS = "拒不改正的，没收烧烤工具，处二百元以上二千元以下罚款。"
HOSTILE = "**粗体** <script>alert(1)</script> <b>黑</b> [链接](http://example.com) :smile: $x$"

Open = Callable[[Path], AppTest]


@pytest.fixture
def open_app(monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Starts the app on a knowledge base."""

    def start(home: Path) -> AppTest:
        monkeypatch.setenv("KB_HOME", str(home))
        monkeypatch.chdir(ROOT)
        return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()

    st.cache_resource.clear()
    yield start
    st.cache_resource.clear()


@pytest.fixture(scope="module")
def catalogue_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base of two files of the starter catalogue: more items than a page of the list holds."""
    home = tmp_path_factory.mktemp("catalogue") / "kb"
    base = open_kb(Config(home=str(home)), create=True)
    build([ROOT / "corpus" / "catalogue" / name for name in ("公安.csv", "城市管理.csv")], base)
    base.close()
    return home


def html(app: AppTest) -> str:
    """All HTML on the page."""
    assert not app.exception
    return "\n".join(element.proto.body for element in app.get("html"))


def text(app: AppTest) -> str:
    return unescape(html(app))


def ask(app: AppTest, question: str) -> AppTest:
    if not any(field.key == "question" for field in app.text_input):
        app.switch_page("kb/ui/ask.py").run()
    app.text_input(key="question").set_value(question)
    return app.button[0].click().run()


def item_names(app: AppTest) -> list[str]:
    """The names in the list of power items."""
    return [name for table in app.dataframe for name in table.value["事项名称"]]


def choose(app: AppTest, home: Path, **equals: object) -> tuple[AppTest, PowerItem]:
    """Open the card of the first item of which *equals* is true, as a click in the table does."""
    kb = open_kb(Config(home=str(home)))
    item = next(kb.store.select(PowerItem, **equals))
    kb.close()
    app.session_state["item_id"] = item.id
    return app.run(), item


def article(app: AppTest, id: str) -> AppTest:
    app.query_params["id"] = id
    return app.switch_page("kb/ui/article.py").run()


def test_answers_with_the_article_and_its_badges(sample_home: Path, open_app: Open) -> None:
    page = text(ask(open_app(sample_home), "在公共场所露天烧烤由哪个部门处罚、罚多少？"))
    assert "有依据" in page
    assert WORDS in page
    assert "《示例市市容管理条例》" in page
    assert all(badge in page for badge in ("现行有效", "地方性法规", "示例市", "2022年8月30日版", "示例（虚构）"))


def test_example_question_asks_itself(sample_home: Path, open_app: Open) -> None:
    app = open_app(sample_home).switch_page("kb/ui/ask.py").run()
    app.button(key="example0").click().run()
    assert WORDS in text(app)


def test_question_outlives_a_visit_to_another_page(sample_home: Path, open_app: Open) -> None:
    app = ask(open_app(sample_home), "养犬不办理登记怎么处罚？")
    app.switch_page("kb/ui/search.py").run()
    app.switch_page("kb/ui/ask.py").run()
    assert app.text_input(key="question").value == "养犬不办理登记怎么处罚？"
    assert "有依据" in text(app)


def test_opens_an_article_by_law_and_number(sample_home: Path, open_app: Open) -> None:
    app = open_app(sample_home).switch_page("kb/ui/article.py").run()
    app.text_input(key="read_law").set_value("示例市市容管理条例")
    app.text_input(key="read_address").set_value("26")
    app.button[0].click().run()
    assert WORDS in text(app)


def test_says_not_found(sample_home: Path, open_app: Open) -> None:
    page = html(ask(open_app(sample_home), "火星移民审批"))
    assert "kb-not_found" in page
    assert "未找到依据" in page
    assert "<p>" not in page


def test_says_that_a_search_failed(sample_home: Path, open_app: Open, tmp_path: Path) -> None:
    broken = tmp_path / "kb"
    shutil.copytree(sample_home, broken)
    (broken / "lexical" / "meta.json").write_text("{}", encoding="utf-8")
    page = html(ask(open_app(broken), "露天烧烤"))
    assert "kb-failed" in page
    assert "未能完成检索" in page


def test_date_decides_the_version(sample_home: Path, open_app: Open) -> None:
    app = open_app(sample_home).switch_page("kb/ui/ask.py").run()
    app.date_input(key="day").set_value(datetime.date(2020, 1, 1))
    page = text(ask(app, "户外广告设施设置许可申请"))
    assert "2015年6月18日版" in page
    assert "2023年9月27日版" not in page


def test_sample_notice(sample_home: Path, open_app: Open) -> None:
    assert "示例知识库：全部为虚构示例，不得作为执法依据" in text(open_app(sample_home))


def test_search_is_filtered(sample_home: Path, open_app: Open) -> None:
    app = open_app(sample_home).switch_page("kb/ui/search.py").run()
    app.text_input(key="query").set_value("建筑垃圾")
    app.button[0].click().run()
    assert "示例省建筑垃圾管理条例" in text(app)
    app.selectbox(key="level").set_value("地方政府规章")
    app.button[0].click().run()
    assert "《示例市建筑垃圾处置管理办法》" in text(app)
    assert "《示例省建筑垃圾管理条例》</" not in text(app)


def test_search_turns_pages(sample_home: Path, open_app: Open) -> None:
    app = open_app(sample_home).switch_page("kb/ui/search.py").run()
    app.text_input(key="query").set_value("处罚")
    app.button[0].click().run()
    assert "第1至10项结果" in text(app)
    next(button for button in app.button if button.label == "下一页").click().run()
    assert "第11至20项结果" in text(app)


def test_law_without_query_lists_its_outline(sample_home: Path, open_app: Open) -> None:
    app = open_app(sample_home).switch_page("kb/ui/search.py").run()
    app.text_input(key="law").set_value("示例市市容管理条例")
    app.button[0].click().run()
    labels = [link.proto.label for link in app.get("page_link")]
    assert any(label.startswith("第五章") and "第二十二条—第三十一条" in label for label in labels)


def test_unknown_law_is_said_so(sample_home: Path, open_app: Open) -> None:
    app = open_app(sample_home).switch_page("kb/ui/search.py").run()
    app.text_input(key="law").set_value("不存在的条例")
    app.button[0].click().run()
    assert "知识库中没有《不存在的条例》" in text(app)


def test_article_in_its_context(sample_home: Path, open_app: Open) -> None:
    app = article(open_app(sample_home), ARTICLE)
    page = text(app)
    assert WORDS in page
    assert "第五章 法律责任" in page
    assert all(mark in page for mark in ("示例市市容管理条例(2022-08-30).md", "2022年9月29日", "200—2,000元"))
    assert "张贴、喷涂小广告的，由城市管理部门责令清除" in page  # the article before
    assert 'class="spans"' in page  # displaCy
    assert any("第十七条第一款" in link.proto.label for link in app.get("page_link"))


def test_a_line_that_is_no_unit_can_be_opened(sample_home: Path, open_app: Open) -> None:
    kb = open_kb(Config(home=str(sample_home)))
    lone = next(p for p in kb.store.select(Provision, kind="段", unit=False) if len(p.text) <= 30)
    kb.close()
    app = article(open_app(sample_home), lone.id)
    assert lone.text.strip() in text(app)
    assert "程序出错" not in text(app)


def test_old_version_warns(sample_home: Path, open_app: Open) -> None:
    app = article(open_app(sample_home), "示例市户外广告设施管理条例@2015-06-18#第五条")
    assert "kb-failed" in html(app)
    assert "自2024年1月1日起废止" in text(app)
    assert any(link.proto.label.startswith("打开现行有效的版本") for link in app.get("page_link"))


@pytest.mark.parametrize("id", ["没有这个文件@2020-01-01#第一条", "示例市市容管理条例@2022-08-30#第九百条"])
def test_unknown_article_is_said_so(sample_home: Path, open_app: Open, id: str) -> None:
    assert "未找到" in text(article(open_app(sample_home), id))


def test_missing_knowledge_base_says_how_to_build(tmp_path: Path, open_app: Open) -> None:
    page = text(open_app(tmp_path / "none"))
    assert "还没有知识库" in page
    assert "kb build" in page


def test_words_of_a_document_are_never_markup(tmp_path: Path, open_app: Open) -> None:
    source = tmp_path / "注入测试规定(2024-05-01).md"
    lines = [
        "# 注入测试规定",
        "2024年5月1日 公布",
        "<!-- INFO END -->",
        f"第一条 为了测试注入{HOSTILE}，制定本规定。",
        f"第二条 违反本规定第一条的，处五百元以下罚款。{HOSTILE}",
        "第三条 本规定自2024年6月1日起施行。",
    ]
    source.write_text("\n\n".join(lines), encoding="utf-8")
    home = tmp_path / "kb"
    base = open_kb(Config(home=str(home)), create=True)
    build([source], base)
    base.close()
    app = ask(open_app(home), "违反本规定测试注入")
    assert "**粗体**" in html(app)
    assert all(mark not in html(app) for mark in ("<script", "<b>黑", '<a href="http'))
    page = html(article(app, "注入测试规定@2024-05-01#第二条"))
    assert "&lt;script&gt;" in page
    assert all(mark not in page for mark in ("<script", "<b>黑", '<a href="http'))
    app.switch_page("kb/ui/items.py").run()
    app, _item = choose(app, home, kind="行政处罚")
    page = html(app)
    assert "注入测试规定" in page
    assert "&lt;script&gt;" in page
    assert all(mark not in page for mark in ("<script>alert", "<b>黑", '<a href="http'))


# ---------------------------------------------------------------- power items


def test_opens_on_the_power_items(sample_home: Path, open_app: Open) -> None:
    app = open_app(sample_home)
    assert "权力事项" in html(app)
    columns = ["编码", "事项名称", "类型", "执法机关", "幅度", "依据", "层级", "领域", "时效"]
    assert list(app.dataframe[0].value.columns) == columns
    assert f"共{len(item_names(app))}个事项" in text(app)


def test_items_are_filtered_and_the_body_may_be_named_as_people_do(sample_home: Path, open_app: Open) -> None:
    app = open_app(sample_home)
    everything = len(item_names(app))
    app.text_input(key="item_agency").set_value("城管")
    app.selectbox(key="item_kind").set_value("行政处罚")
    app.text_input(key="item_law").set_value("示例市市容管理条例")
    app.button[0].click().run()
    rows = app.dataframe[0].value
    assert 0 < len(rows) < everything
    assert set(rows["类型"]) == {"行政处罚"}
    assert all("城市管理主管部门" in names for names in rows["执法机关"])
    assert all(basis.startswith("《示例市市容管理条例》") for basis in rows["依据"])
    assert "“城管”按今天的城市管理主管部门查找" in text(app)
    next(button for button in app.button if button.label == "清空").click().run()
    assert len(item_names(app)) == everything


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("item_law", "不存在的条例", "知识库中没有《不存在的条例》"),
        ("item_words", "火星移民", "没有符合条件的权力事项"),
        ("item_agency", "<b>没有的机关", "没有符合条件的权力事项"),
    ],
)
def test_items_not_found_are_said_so(sample_home: Path, open_app: Open, key: str, value: str, said: str) -> None:
    app = open_app(sample_home)
    app.text_input(key=key).set_value(value)
    app.button[0].click().run()
    assert said in text(app)
    assert "<b>没有" not in html(app)


def test_card_of_an_item_with_its_bases(sample_home: Path, open_app: Open) -> None:
    wanted = {"doc_id": ARTICLE.partition("#")[0], "provision_id": ARTICLE, "kind": "行政处罚"}
    app, item = choose(open_app(sample_home), sample_home, **wanted)
    page = text(app)
    assert WORDS in page
    assert all(words in page for words in (item.name, item.conduct, "实施依据", "程序依据", "现行有效", "示例（虚构）"))
    assert all(measure in page for measure in measures(item))
    assert "《行政处罚法》第六十三条" in page
    assert "全文不在知识库中" in page
    assert any(len(block.value) == 16 for block in app.code)
    links = [link.proto for link in app.get("page_link")]
    assert any(link.label == "查看上下文" and link.query_string for link in links)
    app.button(key="item_close").click().run()
    assert "实施依据" not in text(app)


def test_card_and_filters_outlive_a_visit_to_another_page(sample_home: Path, open_app: Open) -> None:
    app = open_app(sample_home)
    app.text_input(key="item_agency").set_value("城管")
    app.button[0].click().run()
    names = item_names(app)
    app, item = choose(app, sample_home, name=names[0])
    app.switch_page("kb/ui/ask.py").run()
    app.switch_page("kb/ui/items.py").run()
    assert item_names(app) == names
    assert item.conduct in text(app)


def test_address_of_an_item_opens_its_card(sample_home: Path, open_app: Open) -> None:
    app = open_app(sample_home)
    row = app.dataframe[0].value.iloc[-1]
    app.query_params["code"] = row["编码"]
    app.run()
    assert app.code[0].value == row["编码"]
    assert row["事项名称"] in text(app)
    app.query_params["code"] = "12"
    assert "不是事项编码" in text(app.run())


def test_article_names_its_items(sample_home: Path, open_app: Open) -> None:
    app = article(open_app(sample_home), ARTICLE)
    assert "本条的权力事项" in text(app)
    assert any(link.proto.query_string.startswith("code=") for link in app.get("page_link"))


def test_list_turns_pages(catalogue_home: Path, open_app: Open) -> None:
    app = open_app(catalogue_home)
    first = app.dataframe[0].value
    assert len(first) == PAGE
    assert "第1页" in text(app)
    next(button for button in app.button if button.label == "下一页").click().run()
    second = app.dataframe[0].value
    assert 0 < len(second) <= PAGE
    assert not set(first["依据"] + first["事项名称"]) & set(second["依据"] + second["事项名称"])
    app.text_input(key="item_agency").set_value("公安局")
    app.button[0].click().run()
    assert "第2页" not in text(app)


def test_list_is_exported_whole(sample_home: Path) -> None:
    kb = open_kb(Config(home=str(sample_home)))
    found = list_items(kb)
    kb.close()
    data = csv_bytes(found)
    assert data.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert header == [ITEM_HEADERS[name] for name in ITEM_COLUMNS]
    assert [row[0].strip() for row in rows] == [x.code for x in found]
    lines = json_bytes(found).decode("utf-8").splitlines()
    assert [tuple(json.loads(line)) for line in lines] == [ITEM_COLUMNS] * len(found)


# fmt: off
CELLS = [
    (("code", "0100000010200101"), "\t0100000010200101"),  # a spreadsheet keeps 15 digits of a number
    (("name", "=1+1"),             "'=1+1"),
    (("agencies", ("甲", "乙")),    "甲、乙"),
    (("gist", True),               "要点"),
    (("low", 200.0),               200.0),
]
# fmt: on


@pytest.mark.parametrize(("given", "expected"), CELLS)
def test_cell_of_the_export(given: tuple[str, object], expected: object) -> None:
    assert spreadsheet_cell(*given) == expected


def test_starter_catalogue_is_labelled_everywhere(catalogue_home: Path, open_app: Open) -> None:
    app, item = choose(open_app(catalogue_home), catalogue_home, kind="行政处罚")
    page = text(app)
    assert "起步目录：" in page
    assert item.conduct in page
    assert page.count(NOTICE) > 2
    assert GIST_NOTE in page
    labels = [button.label for button in app.switch_page("kb/ui/ask.py").run().button]
    assert "渣土车一路撒土" in labels
    page = text(ask(app, item.name))
    assert "kb-gold" in html(app)
    assert f"以上均为{NOTICE}" in page
    assert GIST_NOTE in text(article(app, item.provision_id))


# fmt: off
LABELS = [
    ("《行政处罚法》第九条", "《行政处罚法》第九条"),
    ("*a*",                 "\\*\u200ba\\*\u200b"),
    (":smile:",             "\\:\u200bsmile\\:\u200b"),
]
PENALTIES = [
    ((None, None, ""),        "罚款"),
    ((None, 500.0, "元"),     "罚款 500元以下"),
    ((200.0, 2000.0, "元"),   "罚款 200—2,000元"),
    ((50.0, 50.0, "元/辆"),   "罚款 50元/辆"),
    ((1.0, 2.0, "%"),         "罚款 1—2％"),
    ((0.5, None, "倍"),       "罚款 0.5倍以上"),
]
DATES = [("2021-01-02", "2021年1月2日"), ("undated", "undated"), ("", "")]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), LABELS)
def test_plain(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize(("values", "expected"), PENALTIES)
def test_penalty_text(values: tuple[float | None, float | None, str], expected: str) -> None:
    assert penalty_text(Penalty("d", "d#第一条", 0, 1, "rule", "罚款", *values)) == expected


def test_deadline_text() -> None:
    assert deadline_text(Deadline("d", "d#第一条", 0, 1, "rule", 20, "工作日", "受理")) == "20个工作日（受理）"


@pytest.mark.parametrize(("date", "expected"), DATES)
def test_chinese_date(date: str, expected: str) -> None:
    assert chinese_date(date) == expected


def test_paragraphs_mark_the_part_asked_for() -> None:
    shown = paragraphs("第一条 甲：\n（一）乙；\n（二）<丙>。", start=7, end=13)
    lines = '<p>第一条 甲：</p><p class="kb-target">（一）乙；</p><p>（二）&lt;丙&gt;。</p>'
    assert shown == f'<div class="kb-quote">{lines}</div>'
