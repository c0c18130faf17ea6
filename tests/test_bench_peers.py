"""The systems that `make bench-peers` compares: each finds the right made-up article, and the scoring counts it right."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "bench"))

import bench_peers
from peers import PEERS, Article, Meter

# fmt: off
ROWS = [  # id, law, article, level, text of our own
    ("示例市养犬条例@2020-01-01#第五条", "示例市养犬条例", "第五条", "地方性法规", "养犬人应当为犬只办理登记，按期注射疫苗。"),
    ("示例市养犬条例@2020-01-01#第九条", "示例市养犬条例", "第九条", "地方性法规", "遛狗不牵绳的，由公安机关处二百元罚款。"),
    ("示例市摊区办法@2021-01-01#第三条", "示例市摊区办法", "第三条", "地方政府规章", "摊主不得占用盲道堆放货架。"),
    ("示范采砂法@2019-01-01#第七条", "示范采砂法", "第七条", "法律", "在河道采砂，应当向水行政主管部门申请许可。"),
    ("示范采砂法@2019-01-01#第八条", "示范采砂法", "第八条", "法律", "擅自在河道采砂的，没收采砂船舶，并处罚款。"),
    *((f"示范杂项法@2018-01-01#第{n}条", "示范杂项法", f"第{n}条", "法律", f"第{n}号仓库的门窗每年油漆一次，颜色按图纸。")
      for n in "一二三四五六七八九十"),
]
QUESTIONS = [  # question, id that answers it, levels that count
    ("遛狗不牵绳罚多少", "示例市养犬条例@2020-01-01#第九条", None),
    ("盲道上堆放货架", "示例市摊区办法@2021-01-01#第三条", None),
    ("河道采砂的许可向谁申请", "示范采砂法@2019-01-01#第七条", ("法律",)),
    ("遛狗不牵绳由谁罚款", "示范采砂法@2019-01-01#第八条", ("法律",)),  # the better one is of a level that does not count
]
# fmt: on
ARTICLES = [
    Article(id, law, address, level, f"{law}\n{text}")
    for id, law, address, level, text in ((*row[:4], row[4]) for row in ROWS)
]
WORDS = ("SQLite FTS5", "bm25s", "rank-bm25")


@pytest.mark.parametrize("name", [name for name, peer in PEERS.items() if not peer.missing()])
def test_each_system_that_is_installed_finds_the_article(name: str, tmp_path: Path) -> None:
    peer, meter = PEERS[name], Meter()
    search = peer.build(ARTICLES, meter, tmp_path)
    assert meter.seconds > 0
    for text, wanted, levels in QUESTIONS:
        found = list(search(text, levels))
        assert len(found) == len(set(found))
        if levels is None or name in WORDS:
            assert found[0] == wanted, text
        level = {article.id: article.level for article in ARTICLES}
        assert levels is None or {level[id] for id in found} <= set(levels)


def test_a_question_without_a_known_word_finds_nothing(tmp_path: Path) -> None:
    assert list(PEERS["SQLite FTS5"].build(ARTICLES, Meter(), tmp_path)("鲸鱼", None)) == []


def test_marks_in_a_question_are_no_syntax(tmp_path: Path) -> None:
    search = PEERS["SQLite FTS5"].build(ARTICLES, Meter(), tmp_path)
    assert search('"盲道" NOT (货架) AND*', None)[0] == "示例市摊区办法@2021-01-01#第三条"


KEYS = {"甲法#第一条": ("甲法", "第一条"), "甲法#第二条": ("甲法", "第二条"), "乙法#第一条": ("乙法", "第一条")}
ASKED = {
    "catalog_dev": [
        {"text": "一", "bases": [{"law": "甲法", "article": 1}]},
        {"text": "二", "bases": [{"law": "甲法", "article": 2}]},
    ],
    "stard_dev": [{"text": "三", "bases": [{"law": "乙法", "article": 1}, {"law": "甲法", "article": 2}]}],
}


def test_the_scoring_counts_places_and_times() -> None:
    asked = []

    def search(text: str, levels: object) -> list[str]:
        asked.append((text, levels))
        return ["甲法#第一条", "甲法#第二条"]

    figures, times = bench_peers.score(search, KEYS, ASKED)
    assert (figures["catalog_dev"]["hit@1"], figures["catalog_dev"]["hit@5"]) == (0.5, 1.0)
    assert (figures["stard_dev"]["R@10"], figures["stard_dev"]["MRR@10"]) == (0.5, 0.5)
    assert len(times) == 2  # what is searched in some levels alone is not timed
    assert asked == [("一", None), ("一", None), ("二", None), ("三", bench_peers.NATIONAL)]  # the first one twice


def test_seconds_inside_are_counted_once() -> None:
    meter = Meter()
    inner = meter.timed(lambda: 1)
    assert meter.timed(lambda: inner() + 1)() == 2
    once = meter.seconds
    assert 0 < once < 1


def row(rate: float) -> dict[str, object]:
    return {"scores": {"queries_per_s": rate, "quality": {}}, "seconds": {"p50": 0.1}}


def test_a_missing_system_is_named_and_never_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    found = {"bm25s": {"missing": ["bm25s"]}, bench_peers.TXTAI: {"failed": "进程以 1 结束"}}
    bench_peers.show(found)
    said = capsys.readouterr().out
    assert "bm25s：未安装" in said
    assert "txtai混合：没有完成" in said
    assert bench_peers.parts(found)[0]["bm25s"] == {"missing": ["bm25s"]}


@pytest.mark.parametrize(
    "ours, theirs, expected",
    [(row(50.0), row(10.0), 5.0), (row(50.0), {"missing": ["txtai"]}, None), ({}, row(1.0), None)],
)
def test_the_ratio_needs_both(ours: dict[str, object], theirs: dict[str, object], expected: float | None) -> None:
    assert bench_peers.ratio({bench_peers.HYBRID: ours, bench_peers.TXTAI: theirs}) == expected
