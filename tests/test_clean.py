"""Cleaning: characters, web furniture, compilations, and what the head and the last articles say of a document."""

import pytest
from made import cleaned

from kb.clean import Cleaned
from kb.read.manifest import ManifestRow
from kb.registry import boilerplate, level_rules

BODY = "第一条 甲。\n第二条 本条例自公布之日起施行。"
PASSED = "2019年1月1日示例市人民代表大会常务委员会通过"


def statute(title: str, *info: str, body: str = BODY, path: str = "示例.md", row: ManifestRow | None = None) -> Cleaned:
    lines = "\n".join(info)
    (only,) = cleaned(f"# {title}\n\n{lines}\n\n<!-- INFO END -->\n\n{body}", path=path, row=row)
    return only


def page(text: str) -> list[Cleaned]:
    return cleaned(text, path="网页.txt")


# ---------------------------------------------------------------- what the head says

# fmt: off
HEADS = [  # title, line of history, (level, region, issuer, number, published, effective)
    ("中华人民共和国宪法", "2018年3月11日第十三届全国人民代表大会第一次会议通过",
     ("宪法", "全国", "全国人民代表大会", "", "2018-03-11", "2018-03-11")),
    ("中华人民共和国示例法", "2019年1月1日第十三届全国人民代表大会常务委员会第七次会议通过 自2019年5月1日起施行",
     ("法律", "全国", "全国人民代表大会常务委员会", "", "2019-01-01", "2019-05-01")),
    ("示例管理条例", "2020年3月1日国务院令第700号公布 自2020年5月1日起施行",
     ("行政法规", "全国", "国务院", "国务院令第700号", "2020-03-01", "2020-05-01")),
    ("示例监察条例", "国家监察委员会公告第1号 2021年9月20日公布",
     ("监察法规", "全国", "", "", "2021-09-20", "2021-09-20")),
    ("最高人民法院关于审理示例案件的解释", "2020年1月2日最高人民法院审判委员会通过",
     ("司法解释", "全国", "最高人民法院", "", "2020-01-02", "2020-01-02")),
    ("示例管理规定", "2020年1月2日示例部令第5号公布",
     ("部门规章", "全国", "示例部", "示例部令第5号", "2020-01-02", "2020-01-02")),
    ("示例市示例条例", "2019年1月1日示例市第十届人民代表大会常务委员会第三次会议通过 "
     "2019年3月28日示例省第十二届人民代表大会常务委员会第五次会议批准",
     ("地方性法规", "示例市", "示例市人民代表大会常务委员会", "", "2019-03-28", "2019-03-28")),
    ("示例市示例管理办法", "2020年1月2日示例市人民政府令第88号公布 自2020年3月1日起施行",
     ("地方政府规章", "示例市", "示例市人民政府", "示例市人民政府令第88号", "2020-01-02", "2020-03-01")),
]
# fmt: on
OPINION = """示例市人民政府办公室
关于示例工作的意见
示政办发〔2021〕5号
各区人民政府：
一、总体要求
{end}
示例市人民政府办公室
2021年2月1日
"""


@pytest.mark.parametrize(("title", "info", "expected"), HEADS, ids=[case[2][0] for case in HEADS])
def test_heads(title: str, info: str, expected: tuple[str, ...]) -> None:
    document = statute(title, info).document
    assert (
        document.level, document.region, document.issuer, document.number, document.published, document.effective,
    ) == expected  # fmt: skip


def test_the_head_of_an_opinion() -> None:
    (made,) = page(OPINION.format(end="本意见自2021年3月1日起施行，有效期5年。"))
    document = made.document
    assert document.id == "示例市人民政府办公室关于示例工作的意见@2021-02-01"
    assert (document.level, document.region, document.issuer) == ("规范性文件", "示例市", "示例市人民政府办公室")
    assert (document.number, document.effective, document.expires) == (
        "示政办发〔2021〕5号",
        "2021-03-01",
        "2026-02-28",
    )


def test_a_page_without_any_mark_of_office_is_other_material() -> None:
    (made,) = page("示例市执法工作的几点思考\n一、做法\n内容。\n")
    assert (made.document.level, made.document.issuer, made.document.id) == (
        "其他资料", "", "示例市执法工作的几点思考@undated",
    )  # fmt: skip
    assert [issue.code for issue in made.issues] == ["undated"]


@pytest.mark.parametrize("row", level_rules(), ids=lambda row: row.id)
def test_a_level_rule_matches_its_example_and_not_its_counter(row) -> None:
    assert row.regex.search(row.example)
    assert not row.regex.search(row.counter)


def test_a_manifest_row_comes_first_and_the_file_name_gives_the_date() -> None:
    row = ManifestRow("a.md", "示例条例", "第一编", "行政法规", "全国", "", "2001-02-03", "expired", True, "2030-01-01")
    made = statute("中华人民共和国示例条例", PASSED, path="地方/示例条例(2000-01-01).md", row=row).document
    assert made.id == "示例条例·第一编@2000-01-01"
    assert (made.level, made.region, made.effective, made.expires) == ("行政法规", "全国", "2001-02-03", "2030-01-01")
    assert (made.hint, made.sample) == ("expired", True)


def test_events_have_kind_date_body_and_place() -> None:
    made = statute(
        "示例市示例条例",
        "2005年1月1日示例市第三届人民代表大会常务委员会第二次会议通过",
        "根据2018年5月1日示例市第六届人民代表大会常务委员会《关于废止和修改〈示例市示例条例〉的决定》修正",
    )
    assert [(event.kind, event.date, event.body) for event in made.events] == [
        ("通过", "2005-01-01", "示例市人民代表大会常务委员会"),
        ("修正", "2018-05-01", "示例市人民代表大会常务委员会"),  # 废止 stands in the title of the decision only
    ]
    assert made.events[1].instrument == "《关于废止和修改〈示例市示例条例〉的决定》"
    text = made.document.text
    assert all(text[event.start : event.end].endswith(event.kind) for event in made.events)


# ---------------------------------------------------------------- dates

# fmt: off
EFFECTIVE = [  # history, last article, date of effect
    (PASSED + " 自2019年7月1日起施行", "本条例自2019年6月1日起施行。", "2019-07-01"),  # the history comes first
    (PASSED, "本条例自2019年6月1日起施行。",                            "2019-06-01"),
    (PASSED, "本条例自二〇一九年六月一日起实施。",                        "2019-06-01"),
    (PASSED, "本条例自公布之日起施行。",                                "2019-01-01"),
    (PASSED, "本条例自2019年6月1日起施行。\n第四条 示例。\n第五条 示例。", "2019-06-01"),  # among the last three
    (PASSED, "本条例自2019年6月1日起施行。\n第四条 甲。\n第五条 乙。\n第六条 丙。", ""),  # before them
    (PASSED, "2019年6月1日前取得的许可继续有效。",                       ""),
    (PASSED + "\n根据2022年3月1日示例市人民代表大会常务委员会《关于修改〈示例市示例条例〉的决定》修正",
     "本条例自2019年6月1日起施行。",                                    "2022-03-01"),  # the date of the first version
]
EXPIRES = [
    ("本意见自2021年3月1日起施行，有效期至2026年11月19日。",           "2026-11-19"),
    ("本《意见》自2021年3月1日起施行,有效期至2026年11月19日。",        "2026-11-19"),
    ("本意见自2021年3月1日起施行，有效期五年。",                      "2026-02-28"),
    ("本意见自2021年3月1日起施行，有效期为5年。",                     "2026-02-28"),
    ("本意见自2021年3月1日起施行，有效期两年。",                      "2023-02-28"),
    ("本意见由市局解释，自2021年3月1日起施行。有效期3年。",            "2024-02-29"),
    ("本意见有效期为2021年3月1日至2025年12月31日。",                  "2025-12-31"),
    ("本意见自2021年3月1日起施行。",                                 ""),
    ("许可证有效期五年。",                                           ""),
    ("依照本意见取得的许可证，有效期为五年。",                         ""),
    ("本意见规定的证书有效期为五年。",                                ""),
    ("本意见施行前取得的证书有效期三年。",                             ""),
    ("登记后颁发证书。有效期为五年。",                                ""),
    ("证书有效期至2020年12月31日的，本意见施行后继续有效。",            ""),
]
COMPLETE = [
    ("第一条 甲。\n第二条 本条例自2019年6月1日起施行。",       True),
    ("第一条 甲。\n第二条 《旧条例》同时废止。",              True),
    ("第一条 甲。\n第二条 乙。",                           False),  # no day of commencement
    ("第一条 甲。\n第二条 市级机关应当依法履行职责，加强监督检查，及时处理违法行为，", False),
    ("一、甲\n二、本决定自公布之日起施行。",                 True),
    ("一、甲\n二、乙",                                    True),  # without articles nothing need be said
    ("一、甲\n二、" + "这一段还没有说完就被截断了" * 6,       False),
]
# fmt: on


@pytest.mark.parametrize(("info", "last", "expected"), EFFECTIVE)
def test_effective(info: str, last: str, expected: str) -> None:
    made = statute("示例市示例条例", info, body=f"第一条 甲。\n第二条 乙。\n第三条 {last}")
    assert made.document.effective == expected


@pytest.mark.parametrize(("end", "expected"), EXPIRES)
def test_expires(end: str, expected: str) -> None:
    (made,) = page(OPINION.format(end=end))
    assert made.document.expires == expected


@pytest.mark.parametrize(("body", "expected"), COMPLETE)
def test_complete(body: str, expected: bool) -> None:
    made = statute("示例市示例条例", PASSED, body=body)
    assert made.document.complete is expected
    assert ("incomplete" in [issue.code for issue in made.issues]) is not expected


def test_a_law_may_end_with_its_supplementary_chapter() -> None:
    passed = "2019年1月1日第十三届全国人民代表大会常务委员会通过"
    made = statute("中华人民共和国示例法", passed, body="## 第一章 甲\n第一条 乙。\n## 第二章 附 则\n第二条 丙。")
    assert made.document.complete


def test_an_empty_body_is_an_error() -> None:
    made = statute("示例市示例条例", PASSED, body="")
    assert {(issue.code, issue.severity) for issue in made.issues} >= {("empty-body", "error")}
    assert made.document.body == len(made.document.text)


# ---------------------------------------------------------------- repeals

# fmt: off
REPEALS = [  # the last article, titles repealed
    ("《示例市旧办法》同时废止。",                         ["示例市旧办法"]),
    ("《甲办法》、《乙细则》和《丙规定》同时废止。",          ["甲办法", "乙细则", "丙规定"]),
    ("《示例市实施〈示例法〉办法》即行废止。",               ["示例市实施〈示例法〉办法"]),
    ("《示例市实施《示例法》办法》即行废止。",               ["示例市实施《示例法》办法"]),
    ("《中华人民共和国旧法》同时废止。",                    ["旧法"]),
    ("与《示例法》不一致的，依照《示例法》执行。",            []),
    ("根据《示例法》制定的《旧办法》同时废止。",              ["旧办法"]),
    ("经《关于修改〈旧条例〉的决定》第一次修正的《旧条例》同时废止。", ["旧条例"]),
    ("《旧条例》中关于示例的规定同时废止。",                 []),  # a part only
    ("《旧条例》第三条同时废止。",                         []),
    ("旧的规定同时废止。",                                []),  # no title
    ("《甲办法》继续有效。《乙办法》同时废止。",              ["乙办法"]),
]
# fmt: on


@pytest.mark.parametrize(("last", "titles"), REPEALS)
def test_repeals(last: str, titles: list[str]) -> None:
    made = statute("示例市示例条例", PASSED, body=f"第一条 甲。\n第二条 本条例自2019年6月1日起施行。{last}")
    assert [repeal.title for repeal in made.repeals] == titles
    text = made.document.text
    assert all(text[r.start : r.end].startswith("《") and text[r.start : r.end].endswith("》") for r in made.repeals)
    assert all((r.doc_id, r.from_date) == (made.document.id, "2019-06-01") for r in made.repeals)


def test_a_repeal_names_the_version_by_its_date() -> None:
    last = "2001年5月1日示例市人民政府发布的《甲办法》、2003年6月2日发布的《乙办法》同时废止。"
    made = statute("示例市示例条例", PASSED, body=f"第一条 本条例自2019年6月1日起施行。{last}")
    assert [repeal.date for repeal in made.repeals] == ["2001-05-01", "2003-06-02"]


def test_the_day_of_commencement_is_no_date_of_the_repealed() -> None:
    made = statute("示例市示例条例", PASSED, body="第一条 本条例自2019年6月1日起施行，《旧办法》同时废止。")
    assert [repeal.date for repeal in made.repeals] == [""]


def test_a_decision_to_repeal() -> None:
    made = statute("示例市人大常委会关于废止《示例市旧条例》的决定", PASSED, body="本决定自公布之日起施行。")
    assert [(repeal.title, repeal.from_date) for repeal in made.repeals] == [("示例市旧条例", "2019-01-01")]


# ---------------------------------------------------------------- characters and furniture


def test_invisible_characters_go_and_nothing_else() -> None:
    made = statute(
        "示例\u200b市示例条例", PASSED, body="第一条\u00a0甲\u200b　乙。\n\u200b\u200b\n第二条 丙\ufeff\u00ad。"
    )
    assert made.document.title == "示例市示例条例"
    assert made.document.text.endswith("第一条 甲　乙。\n第二条 丙。")


def test_private_characters_stay_and_are_reported() -> None:
    made = statute("示例市示例条例", PASSED, body="第一条 \ue123甲。\n第二条 本条例自公布之日起施行。")
    assert "\ue123" in made.document.text
    assert [issue.code for issue in made.issues] == ["private-characters"]


@pytest.mark.parametrize("row", boilerplate(), ids=lambda row: row.id)
def test_web_furniture(row) -> None:
    lines = ["示例市关于示例工作的办法", "一、总体要求", row.example, row.counter, "二、工作保障"]
    (made,) = page("\n".join(lines))
    assert row.example not in made.document.text.splitlines()
    assert row.counter in made.document.text.splitlines()
    note = next(issue for issue in made.issues if issue.code == "boilerplate")
    assert note.message.startswith("去除网页杂项1行")
    assert row.example[:20] in note.message


def test_the_date_of_a_web_page_is_kept_when_its_line_goes() -> None:
    (made,) = page("示例工作办法\n来源:示例网 时间:2020-03-04 点击:\n一、甲\n")
    assert (made.document.published, "来源" in made.document.text) == ("2020-03-04", False)


def test_a_signature_comes_before_the_date_of_the_page() -> None:
    (made,) = page("示例工作办法\n来源:示例网 时间:2020-03-04 点击:\n一、甲\n示例市示例局\n2020年3月1日\n")
    assert made.document.published == "2020-03-01"


def test_markdown_has_no_furniture() -> None:
    made = statute("示例市示例条例", PASSED, body=f"{BODY}\n上一篇:没有了")
    assert made.document.text.endswith("上一篇:没有了")


def test_offsets_of_body_and_headings() -> None:
    document = statute(
        "示例市示例条例", PASSED, body="## 第一章 总则\n第一条 甲。\n## 第二章 附则\n第二条 乙。"
    ).document
    assert document.text[document.body :].startswith("第一章 总则\n")
    assert [document.text[start:].split("\n")[0] for start in document.headings] == ["第一章 总则", "第二章 附则"]


# ---------------------------------------------------------------- compilations

# fmt: off
PARTS = [
    ("示例机制范文\n示例机制篇1\n甲。\n示例机制篇2\n乙。\n示例机制篇3\n丙。",  ["示例机制篇1", "示例机制篇2", "示例机制篇3"]),
    ("篇一：示例材料\n甲。\n篇二：示例材料\n乙。",                         ["篇一：示例材料", "篇二：示例材料"]),
    ("篇1\n甲。\n篇2\n乙。",                                             ["篇1", "篇2"]),
    ("示例机制\n示例机制篇1\n甲。",                                       ["示例机制"]),  # one part only
    ("示例机制\n示例机制篇1\n甲。\n示例机制篇3\n乙。",                      ["示例机制"]),  # not one, two, three
    ("示例机制\n甲篇1\n甲。\n乙篇2\n乙。",                                 ["示例机制"]),  # two stems
    ("示例机制\n发表论文2篇\n甲。\n撰写报告3篇\n乙。",                      ["示例机制"]),
    ("示例机制\n第一篇 总则\n甲。\n第二篇 分则\n乙。",                      ["示例机制"]),
    ("示例机制\n本办法分上下两篇，见篇1。\n其他见篇2。",                     ["示例机制"]),
]
# fmt: on


@pytest.mark.parametrize(("text", "titles"), PARTS)
def test_compilations(text: str, titles: list[str]) -> None:
    assert [made.document.title for made in page(text)] == titles


def test_no_line_of_a_compilation_is_lost() -> None:
    text = "示例机制范文\n导语一句。\n示例机制篇1\n甲。\n示例机制篇2\n乙。"
    first, second = page(text)
    assert first.document.text.splitlines() == ["示例机制篇1", "导语一句。", "甲。"]  # the repeated title alone goes
    assert second.document.text.splitlines() == ["示例机制篇2", "乙。"]
    assert len({made.document.id for made in (first, second)}) == 2
