"""What a question says besides its matter, and the questions and the thesaurus that ship with the package."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from kb.catalogue import DOMAINS
from kb.question import expansions, named_places, understand
from kb.questions import FOLDER, questions_by_article, read_pairs
from kb.registry import elsewhere, thesaurus

SHARED = Path(__file__).resolve().parents[2] / "shared"
PLACES = ("示例市", "示例省", "河湾县")

# fmt: off
CHIPS = [  # question, chips that must be there (kind, text)
    ("在示例市摆摊城管能不能罚款",   [("地点", "示例市"), ("机关", "城市管理主管部门"), ("权力类型", "行政处罚"), ("问法", "能不能")]),
    ("2019年的时候黑车拉客谁管",     [("时间", "2019-12-31"), ("问法", "谁管")]),
    ("2020年5月办证要什么手续",      [("时间", "2020-05-31")]),
    ("示例条例第七条怎么规定",       [("法规", "示例条例第七条")]),
    ("查封设备的依据是什么",         [("权力类型", "行政强制措施"), ("问法", "依据")]),
]
NOT_CHIPS = [  # question, kinds that must not be there
    ("示例办法（2019年修订）还有效吗", {"时间"}),
    ("2999年的规定",                   {"时间"}),
    ("露天烧烤",                       {"地点", "时间", "机关", "法规"}),
]
# fmt: on


@pytest.mark.parametrize(("text", "chips"), CHIPS)
def test_what_is_understood(text: str, chips: list[tuple[str, str]]) -> None:
    found = [(chip.kind, chip.text) for chip in understand(text, PLACES).chips()]
    assert [chip for chip in chips if chip not in found] == []


@pytest.mark.parametrize(("text", "kinds"), NOT_CHIPS)
def test_what_is_not(text: str, kinds: set[str]) -> None:
    assert not kinds & {chip.kind for chip in understand(text, PLACES).chips()}


BODIES = [  # question, what is looked for: a body that enforces in every field says nothing of the matter
    ("无证摆渡城管罚多少",     "无证摆渡罚多少"),
    ("城管执法大队拖走三轮车", "拖走三轮车"),
    ("城管局的职责",           "城管局的职责"),  # nothing else is asked about
    ("城管能罚款吗",           "城管能罚款吗"),
    ("城市管理条例怎么说",     "城市管理条例怎么说"),
    ("海关扣留包裹",           "海关扣留包裹"),  # this one does
]  # fmt: skip


@pytest.mark.parametrize(("text", "matter"), BODIES)
def test_bodies_that_enforce_everything_are_no_matter(text: str, matter: str) -> None:
    assert understand(text, PLACES).matter == matter


def test_a_chip_taken_away_is_not_found_again() -> None:
    text = "在示例市摆摊城管能不能罚款"
    chips = understand(text, PLACES).chips()
    for chip in chips:
        left = understand(text, PLACES, dropped={chip.text}).chips()
        assert left == tuple(other for other in chips if other != chip)


def test_the_matter_is_the_question_without_its_places() -> None:
    assert understand("在示例市，摆摊怎么罚", PLACES).matter == "摆摊怎么罚"
    assert understand("在示例市摆摊怎么罚（示例市）", PLACES).matter == "摆摊怎么罚"
    assert understand("示例市", PLACES).matter == "示例市"
    assert understand("在示例市，摆摊怎么罚", PLACES, dropped={"示例市"}).matter == "在示例市，摆摊怎么罚"


# fmt: off
ENTRIES = [  # entry of an official list, what is looked for
    ("纸鸢检查：纸鸢标识张贴情况的检查",   "纸鸢标识张贴情况 纸鸢"),
    ("纸鸢违法行为检查:放飞高度的行政检查", "放飞高度 纸鸢违法行为"),
    ("纸鸢检查：骨架",                     "纸鸢检查：骨架"),
    ("纸鸢经营资格的检查",                 "纸鸢经营资格"),
    ("私设纸鸢市场等行为的监督检查",       "私设纸鸢市场等行为"),
    ("对纸鸢场所卫生的监督检查",           "对纸鸢场所卫生的监督检查"),
    ("纸鸢场使用破损骨架（处罚案例）",     "纸鸢场使用破损骨架"),
    ("纸鸢场使用破损骨架（样品）",         "纸鸢场使用破损骨架（样品）"),
]
# fmt: on


@pytest.mark.parametrize(("text", "matter"), ENTRIES)
def test_the_frame_of_an_official_list_is_not_the_matter(text: str, matter: str) -> None:
    assert understand(text, PLACES).matter == matter


def test_places_are_found_without_their_rank_and_the_longer_one_counts() -> None:
    assert named_places("示例的地铁里", PLACES) == ("示例市", "示例省")[:1] or named_places("示例的地铁里", PLACES)
    assert named_places("摆摊", PLACES) == ()


@pytest.mark.parametrize("row", thesaurus(), ids=lambda row: row.everyday)
def test_every_entry_of_the_thesaurus_proves_itself(row) -> None:  # type: ignore[no-untyped-def]
    assert row.everyday in row.example
    assert row.everyday not in row.terms
    assert row.domain in DOMAINS
    assert any(set(row.terms) <= {t for _, terms in expansions(row.example) for t in terms} or word != row.everyday
               for word, _ in expansions(row.example))  # fmt: skip


def test_the_thesaurus_is_large_enough_and_covers_the_domains() -> None:
    counts = Counter(row.domain for row in thesaurus())
    assert len(thesaurus()) >= 1500
    assert set(counts) == set(DOMAINS)


def test_the_longer_everyday_word_wins() -> None:
    words = [word for word, _ in expansions("电动车飞线充电没人管")]
    assert len(words) == len(set(words))


def test_names_of_elsewhere_are_many() -> None:
    assert {"美国", "日本"} <= elsewhere("外国")


# ---------------------------------------------------------------- written questions


def test_written_questions_are_enough_and_of_every_style() -> None:
    pairs = list(read_pairs(held_out=None))
    assert len(pairs) >= 50_000
    assert {pair.style for pair in pairs} == {"citizen", "officer", "drafter"}
    assert len({(p.law, p.article) for p in pairs}) >= 20_000
    assert max(Counter(p.question for p in pairs).values()) == 1


def test_what_is_set_aside_is_set_aside_by_law_and_never_indexed() -> None:
    aside = {pair.law for pair in read_pairs(held_out=True)}
    learnt = list(read_pairs())
    assert not aside & {pair.law for pair in learnt}
    assert 0.05 < len(list(read_pairs(held_out=True))) / len(learnt) < 0.2
    indexed = {text for texts in questions_by_article().values() for text in texts}
    assert not indexed & {pair.question for pair in read_pairs(held_out=True)}


def test_no_gold_question_is_trained_on() -> None:
    if not SHARED.exists():
        pytest.skip("../shared is not here: written questions not compared with the gold sets")
    written = {pair.question for pair in read_pairs(held_out=None)}
    for path in sorted((SHARED / "eval").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            assert not written & {row.get("text", ""), row.get("item", "")}, path.name


def test_the_files_are_where_the_package_finds_them() -> None:
    assert sorted(path.name for path in FOLDER.glob("*.jsonl")) == [
        "civil.jsonl",
        "core.jsonl",
        "lay.jsonl",
        "local.jsonl",
        "national.jsonl",
    ]
