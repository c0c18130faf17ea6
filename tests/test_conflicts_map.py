"""The map of agencies, and how findings are set beside gold rows, on findings of our own making."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from made_material import found, material

from kb.conflicts import bodies
from kb.conflicts.asked import for_matter, matters_in
from kb.conflicts.found import Found
from kb.conflicts.map import agencies_of, by_domain, chosen, compare, crowded, matrix, network
from kb.conflicts.material import Material
from kb.evaluate_conflicts import OVERALL, evaluate, evaluate_conflicts, precision
from kb.model import Finding, Side

MATTERS = Path(__file__).parent / "gold" / "matters.jsonl"
ACT = "在样品展馆的玻璃展柜上张贴彩色标签"


def make(number: int, sides: list[str], *, kind: str = "职权重叠", region: str = "全国", domain: str = "城管") -> Found:
    id = f"F{number}"
    finding = Finding(
        id, "甲法", kind, "body-overlap", "一般", 0.9, f"事项{number}", region, domain, "", "", len(sides)
    )
    return Found(
        finding, tuple(Side("甲法", id, n, "甲法#第一条", 0, 1, a, a, "行政处罚") for n, a in enumerate(sides))
    )


FOUND = [
    make(1, ["公安机关", "城市管理主管部门"]),
    make(2, ["公安机关", "城市管理主管部门、生态环境主管部门"], region="示例市", domain="环保"),
    make(3, ["城市管理主管部门、公安机关"]),  # together on one side: they do not meet
    make(4, ["公安机关", "生态环境主管部门"], kind="引用失效"),
]


def test_the_matrix_counts_findings_in_which_two_agencies_stand_apart() -> None:
    cells = {(cell.one, cell.other): cell.findings for cell in matrix(chosen(FOUND))}
    assert cells == {("公安机关", "城市管理主管部门"): 2, ("公安机关", "生态环境主管部门"): 1}
    assert agencies_of(FOUND[1]) == ("公安机关", "城市管理主管部门", "生态环境主管部门")
    assert set(by_domain(chosen(FOUND))) == {"城管", "环保"}
    assert [one.finding.id for one in chosen(FOUND, domain="环保", region="示例市")] == ["F2"]


def test_the_network_knows_degree_and_weight() -> None:
    nodes = {node.agency: (node.degree, node.findings) for node in network(matrix(chosen(FOUND)))}
    assert nodes["公安机关"] == (2, 3)
    assert nodes["生态环境主管部门"] == (1, 1)


def test_the_most_crowded_matter_comes_first_and_regions_are_compared() -> None:
    assert next(row.matter for row in crowded(chosen(FOUND))) == "事项2"
    row = next(row for row in compare(FOUND, "全国", "示例市") if row.kind == "职权重叠")
    assert (row.one, row.other, row.only_other) == (2, 1, (("公安机关", "生态环境主管部门"),))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Material:
    texts = {
        "样品管理法(2022-03-01)": f"第一条 {ACT}的，由公安机关处一千元以下罚款。",
        "样品展馆保护法(2021-03-01)": f"第一条 {ACT}的，由生态环境主管部门处二千元以下罚款。",
    }
    return material(tmp_path_factory.mktemp("map"), texts)


def row(**changed: object) -> dict[str, object]:
    base = {"law": "样品管理法", "article": 1, "agency": "公安机关", "power_type": "行政处罚"}
    other = {"law": "样品展馆保护法", "article": 1, "agency": "生态环境部门", "power_type": "行政处罚"}
    made = {
        "id": "X1",
        "matter": "在展柜上张贴标签",
        "agencies": [],
        "bases": [base, other],
        "kind": "overlap",
        "why": "",
    }
    return {**made, **changed}


def test_a_row_is_found_with_its_bodies_and_type(base: Material) -> None:
    result = evaluate(base, found(bodies.find, base), [row()])
    assert (result.found, result.bodies, result.typed, result.asked) == (1, 1, 1, 1)


def test_another_article_another_body_and_another_type_do_not_count(base: Material) -> None:
    findings = found(bodies.find, base)
    wrong = row()["bases"][0] | {"agency": "税务机关"}  # type: ignore[index]
    assert evaluate(base, findings, [row(bases=[wrong, row()["bases"][1]])]).bodies == 0  # type: ignore[index]
    assert evaluate(base, findings, [row(bases=[{**wrong, "article": 2}, row()["bases"][1]])]).found == 0  # type: ignore[index]
    assert evaluate(base, findings, [row(kind="gap (no liability)")]).typed == 0


def test_a_matter_in_words_finds_items_bodies_and_findings(base: Material) -> None:
    result = for_matter(base, "展柜上张贴标签", found(bodies.find, base))
    assert result.items[0][0].conduct == ACT
    assert set(result.bodies) == {"公安机关", "生态环境主管部门"}
    assert result.found
    assert not for_matter(base, "展柜上张贴标签", [replace(f, sides=()) for f in result.found]).found


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Material:
    texts = {
        "样品河流法(2022-03-01)": "第一条 在样品河道倾倒垃圾的，由水行政主管部门、城市管理主管部门按照各自职责处一千元以下罚款。",
        "样品水质法(2021-03-01)": "第一条 向样品河道倾倒垃圾废弃物的，由生态环境主管部门处二千元以下罚款。",
        "示例市样品河道条例(2021-03-01)": "第一条 在河道倾倒垃圾的，由公安机关处一千元以下罚款。",
    }
    return material(tmp_path_factory.mktemp("places"), texts)


def test_what_is_asked_lists_each_article_once_national_law_first(places: Material) -> None:
    result = for_matter(places, "往河里倒垃圾", ())
    titles = [places.editions[item.doc_id].title for item, _ in result.items]
    assert len(titles) == len(set(titles)) == 3
    assert titles[-1].startswith("示例市")
    assert {"水行政主管部门", "生态环境主管部门", "公安机关"} <= set(result.bodies)
    assert [words for _, words in result.clauses] == ["按照各自职责"]
    assert all(0 < score <= 1 for _, score in result.items)


def test_nothing_asked_is_nothing_found(places: Material) -> None:
    assert not for_matter(places, " ", ()).items


@pytest.mark.parametrize("text", ["河道倾倒", "河道倾倒垃圾谁管", "向河道倾倒垃圾"])
def test_a_matter_is_known_by_its_name_and_by_its_words(text: str) -> None:
    assert "河道倾倒" in matters_in(text)


def test_everyday_matters_have_bases_and_are_told_apart() -> None:
    rows = [json.loads(line) for line in MATTERS.read_text(encoding="utf-8").splitlines()]
    assert len({row["matter"] for row in rows}) == len(rows) >= 50
    assert all(len(row["bases"]) > 1 and row["half"] in ("dev", "held") for row in rows)


def test_precision_counts_the_first_judged_findings_of_each_type() -> None:
    verdicts = [
        {"id": f"F{n}", "verdict": verdict, "why": why}
        for n, verdict, why in ((1, "right", ""), (3, "wrong", "读错"), (4, "right", ""), (9, "wrong", "已无"))
    ]
    shares = {kind: (one.right, one.judged, one.share) for kind, one in precision(FOUND, verdicts).items()}
    assert shares == {"职权重叠": (1, 2, 0.5), "引用失效": (1, 1, 1.0), OVERALL: (2, 3, pytest.approx(2 / 3))}
    assert precision(FOUND, verdicts)["职权重叠"].wrong == (("F3", "读错"),)
    assert precision(FOUND, verdicts, first=1, overall=1)["职权重叠"].share == 1
    assert not precision(FOUND, [])


def test_verdicts_and_rows_of_one_file_are_both_measured(base: Material) -> None:
    findings = found(bodies.find, base)
    verdict = {"id": findings[0].finding.id, "verdict": "wrong", "why": "读错"}
    gone = {"id": "F0", "verdict": "right", "why": ""}
    result = evaluate_conflicts(base, findings, [verdict, gone, row()])
    assert result.figures["职权重叠"] == {"share": 0.0, "hit": 0, "wanted": 1}
    assert result.figures["found"] == {"share": 1.0, "hit": 1, "wanted": 1}
    assert result.faults == {f"职权重叠 {findings[0].finding.id}": ["+读错"]}
    assert result.absent == ["F0"]
