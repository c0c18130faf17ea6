"""The mutation test itself, on laws of our own: what it changes, and that a detector that sees nothing fails it."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from made_material import material

from kb.conflicts.material import Material
from kb.model import Document
from kb.pipeline import tagged
from kb.train.mutations import Mutation, mutated, of_penalties, of_terms, run, sample

ACTS = ["擅自拆除样品展台围栏", "向样品水池倾倒染色液", "伪造样品出库清单", "涂改样品批次编号", "占用样品消防水源井",
        "遮挡样品监控摄像头", "夜间私自启封样品仓库", "转借样品检验钥匙", "损坏样品恒温设备", "在样品广场饲养孔雀"]  # fmt: skip
LINES = [
    "本{0}所称样品，是指石料、木料、布料和其他供检验的材料。",
    "样品经营者应当自样品丢失之日起三日内向样品主管部门报告丢失情况。",
    "申请样品检验许可，应当具备下列条件：\n（一）有固定的检验场所；\n（二）有三名以上检验人员；\n（三）有恒温检验设备。",
    *(f"{act}的，由样品主管部门责令改正，处一千元以上五千元以下罚款。" for act in ACTS),
]
DIGITS = "一二三四五六七八九十"


def text(form: str) -> str:
    numbers = list(DIGITS) + [f"十{n}" for n in DIGITS[:9]]
    first = "为了实施《样品管理法》，制定本办法。" if form == "办法" else "为了规范样品管理，制定本法。"
    return "\n".join(f"第{numbers[n]}条 {line.format(form)}" for n, line in enumerate([first, *LINES]))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Material:
    texts = {"样品管理法(2019-03-01)": text("法"), "示例市实施《样品管理法》办法(2020-05-01)": text("办法")}
    return material(tmp_path_factory.mktemp("mutations"), texts)


def test_every_type_is_made_and_found(base: Material) -> None:
    made = [*of_penalties(base), *of_terms(base)]
    kinds = Counter(m.kind for m in made)
    assert set(kinds) == {"幅度不一致", "条件不一致", "定义不一致", "期限不一致"}
    counts = run(base, sample(made, 24, random.Random(1)))
    for kind in kinds:
        assert counts[kind]["right"] == counts[kind]["found"] == counts[kind]["tried"] > 0, (kind, counts)
        assert counts[kind]["alarm"] == 0


def named(form: str, body: str) -> str:
    return text(form).replace("由样品主管部门", f"由{body}")


def test_another_body_is_made_and_found(tmp_path: Path) -> None:
    texts = {
        "样品管理法(2019-03-01)": named("法", "生态环境主管部门"),
        "示例市实施《样品管理法》办法(2020-05-01)": named("办法", "市生态环境主管部门"),
    }
    base = material(tmp_path, texts)
    made = [m for m in of_penalties(base) if m.kind == "主体不一致"]
    assert len(made) == len(ACTS)
    counts = run(base, made)["主体不一致"]
    assert counts["right"] == counts["tried"]
    assert counts["alarm"] == 0


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("", "生态环境主管部门"),  # the superior law names no body
        ("生态环境等主管部门", "生态环境主管部门"),  # or not all of them
        ("县级以上地方人民政府确定的部门", "生态环境主管部门"),  # or leaves it to a government
        ("样品主管部门", "生态环境主管部门"),  # or names a function that any office may hold
    ],
)
def test_no_body_is_changed_where_none_would_differ(tmp_path: Path, above: str, below: str) -> None:
    texts = {
        "样品管理法(2019-03-01)": named("法", above).replace("，由责令", "，责令"),
        "示例市实施《样品管理法》办法(2020-05-01)": named("办法", below),
    }
    assert not [m for m in of_penalties(material(tmp_path, texts)) if m.kind == "主体不一致"]


def test_a_detector_that_sees_nothing_finds_nothing(base: Material) -> None:
    made = sample(list(of_terms(base)), 3, random.Random(1))
    counts = run(base, made, [lambda _material, _changed: iter(())])
    assert all(count["found"] == 0 and count["tried"] for count in counts.values())


def test_a_change_moves_what_stands_after_it(base: Material) -> None:
    document = next(iter(base.kb.store.select(Document)))
    start = document.text.index("样品")
    change = Mutation("定义不一致", "", "", "", start, start + 2, "全部样品")
    made = mutated(document, change)
    assert made.text.startswith(document.text[:start] + "全部样品")
    assert [made.text[at : at + 4] for at in made.headings if at > start] == [
        document.text[at : at + 4] for at in document.headings if at > start
    ]


def test_a_document_is_read_again_as_it_was_built(base: Material) -> None:
    for document in base.kb.store.select(Document):
        again, _ = tagged(document, domains=False)
        items = [r.id for r in again if type(r).__name__ == "PowerItem"]
        assert {base.items_of[document.id][n].id for n in range(len(base.items_of[document.id]))} <= set(items)


def test_a_sample_is_even_and_the_same_each_time() -> None:
    made = [Mutation(kind, "", str(n), "", 0, 0, "") for kind in ("甲", "乙") for n in range(9)]
    once, twice = (sample(made, 6, random.Random(7)) for _ in range(2))
    assert once == twice
    assert Counter(m.kind for m in once) == {"甲": 3, "乙": 3}


def test_the_script_writes_its_counts(base: Material, tmp_path: Path) -> None:
    from kb.train.mutations import main

    said: list[str] = []
    out = tmp_path / "counts.json"
    main([str(base.kb.folder), "--most", "4", "--out", str(out)], said.append)
    assert out.exists()
    assert any("found" in line for line in said)
