"""The spaCy pipeline: our words, our finders, spans that displaCy can draw."""

import subprocess
import sys

import pytest

from kb.language import GROUPS, load
from kb.model import Provision
from kb.tag import find_penalties
from kb.tokens import tokenize

TEXT = (
    "违反本办法规定，擅自取土的，由县级以上生态环境主管部门责令改正，处三千元以上八千元以下罚款；"
    "当事人应当自收到决定书之日起十五日内缴清。"
)


@pytest.fixture(scope="module")
def nlp():
    return load()


def test_words_tile_the_text(nlp) -> None:
    for text in (TEXT, "", " \n　第一条 甲乙 ", "abc 12"):
        doc = nlp(text)
        assert doc.text == text
        assert [token.text for token in doc] == tokenize(text)


def test_spans(nlp) -> None:
    doc = nlp(TEXT)
    spans = doc.spans
    assert set(spans) == set(GROUPS)
    assert [(span.text, span.label_) for span in spans["agencies"]] == [("生态环境主管部门", "生态环境主管部门")]
    assert [span.label_ for span in spans["penalties"]] == ["罚款"]
    assert {span.label_ for span in spans["powers"]} == {"行政处罚", "其他"}
    assert [span.label_ for span in spans["deadlines"]] == ["日"]


def test_a_span_covers_its_tag(nlp) -> None:
    doc = nlp(TEXT)
    tag = next(find_penalties(Provision("", "", "条", "", 0, len(TEXT), True, TEXT)))
    span = doc.spans["penalties"][0]
    assert span.start_char <= tag.start
    assert tag.end <= span.end_char


def test_a_court_statute_gives_no_power(nlp) -> None:
    doc = nlp.make_doc(TEXT)
    doc.user_data["doc_id"] = "民事诉讼法@2023-09-01"
    for _, component in nlp.pipeline:
        doc = component(doc)
    assert len(doc.spans["powers"]) == 0


def test_displacy_draws_the_spans(nlp) -> None:
    from spacy import displacy

    html = displacy.render(nlp(TEXT), style="span", options={"spans_key": "penalties"}, jupyter=False)
    assert "罚款" in html


def test_load_can_be_called_again() -> None:
    assert load().pipe_names == [f"kb_{group}" for group in GROUPS]


def test_importing_it_does_not_load_spacy() -> None:
    code = "import sys, kb.language; print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
