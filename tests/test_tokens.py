"""Words: they tile the text and are those of jieba with the same dictionary."""

import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kb.tokens import _cutter, fast_cutter, plain_cutter, tokenize

SHARED = Path(__file__).resolve().parents[2] / "shared"
SENTENCES = [
    "",
    " ",
    "第一条　本办法自2024年1月1日起施行。",
    "由县级以上生态环境主管部门责令改正，处五万元以上十万元以下罚款。\n\n（一）拒不改正的；",
    "公安、住房城乡建设、市场监督管理等部门按照职责分工负责。",
    "Ａ类设备ABC的误差\t不超过2.5%",
    "违反规定的，没收违法所得；情节严重的，吊销许可证件。",
]


LATIN = "Ａ类 abc-12.5% 设备\t与𠮷字"


@pytest.fixture(scope="module")
def reference():
    return plain_cutter()


@pytest.mark.parametrize("text", [*SENTENCES, LATIN])
def test_words_tile_the_text(text: str) -> None:
    words = tokenize(text)
    assert "".join(words) == text
    assert all(words)


@pytest.mark.parametrize("text", SENTENCES)
def test_words_are_those_of_jieba(text: str, reference) -> None:
    assert tokenize(text) == reference(text)


@pytest.mark.xfail(strict=True, reason="the Rust twin keeps Latin words with hyphens and rare characters together")
def test_words_with_hyphens_and_rare_characters(reference) -> None:
    assert tokenize(LATIN) == reference(LATIN)


def test_words_are_those_of_jieba_on_real_articles(reference) -> None:
    if not SHARED.exists():
        pytest.skip("../shared/corpus is not here: parity on real articles not checked")
    texts = _articles(500)
    assert len(texts) == 500
    assert [text for text in texts if tokenize(text) != reference(text)] == []


def test_agency_words_stay_whole() -> None:
    assert tokenize("公安、住房城乡建设等部门") == ["公安", "、", "住房城乡建设", "等", "部门"]


def test_jieba_steps_in_where_its_twin_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = fast_cutter()(SENTENCES[0])
    monkeypatch.setitem(sys.modules, "rjieba", None)
    _cutter.cache_clear()
    assert tokenize(SENTENCES[0]) == expected
    _cutter.cache_clear()


def test_importing_it_loads_nothing_heavy() -> None:
    code = "import sys, kb.tokens as t; t.tokenize('公安'); print([m for m in ('spacy', 'torch') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def _articles(number: int) -> list[str]:
    paths = sorted((SHARED / "corpus" / "statutes").glob("**/*.md"))
    choose = random.Random(7)
    texts = [
        text
        for path in choose.sample(paths, 60)
        for text in re.split(r"\n(?=第[一二三四五六七八九十百千零]+条)", path.read_text(encoding="utf-8"))[1:]
    ]
    return choose.sample(texts, number)
