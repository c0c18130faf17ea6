"""How a liability article is cut: conditions, grades, and what follows from them."""

import pytest

from kb.model import Provision
from kb.tag.clauses import clause_at, clauses, condition_words
from kb.tag.conditions import find_conditions

# fmt: off
CLAUSES = [  # the condition of each clause, with * where it only grades
    ("擅自开业的，处六百元罚款",                              ["擅自开业"]),
    ("擅自开业的，责令改正；情节严重的，吊销许可证",           ["擅自开业", "*情节严重"]),
    ("擅自开业的，处六百元罚款；其中，擅自开设分店的，处九百元罚款", ["擅自开业", "其中，擅自开设分店"]),
    ("损坏标牌的，处六百元罚款，损坏护栏的，处九百元罚款",     ["损坏标牌", "损坏护栏"]),
    ("擅自收费的，收费不足九百元的，处六百元罚款，收取费用九百元以上的，处收费一倍罚款",
     ["擅自收费的，收费不足九百元", "*收取费用九百元以上"]),
    ("产品不合格的，责令整顿，经整顿无效者，责令停业",         ["产品不合格", "*经整顿无效"]),
    ("擅自开业的，依照本条第二款的规定处以罚款。\n对造成一般事故的，按照损失的一倍计算罚款。",
     ["擅自开业", "*对造成一般事故"]),
    ("擅自采石的，处六百元罚款。\n销售前款规定的石料的，处九百元罚款。", ["擅自采石", "销售前款规定的石料"]),
    ("擅自采石的，处六百元罚款。\n除前款规定外，违反规划采石的，处九百元罚款。", ["擅自采石", "除前款规定外，违反规划采石"]),
    ("擅自采石的，处六百元罚款；对河床造成破坏的，处九百元罚款", ["擅自采石", "*对河床造成破坏"]),
    ("滥伐林木，由林业部门责令补种，处六百元罚款",             ["滥伐林木"]),
    ("擅自开业的，责令改正，拒不改正的，处六百元罚款",         ["擅自开业", "*拒不改正"]),
    ("擅自开业的，予以警告；无照经营的，处六百元罚款",         ["擅自开业", "无照经营"]),
    ("无证生产的，没收产品；违法生产的产品货值金额不足七千元的，并处六千元罚款；货值金额七千元以上的，并处九千元罚款",
     ["无证生产", "*违法生产的产品货值金额不足七千元", "*货值金额七千元以上"]),
    ("无证经营的，责令改正；违法经营额七千元以上的，并处罚款", ["无证经营", "*违法经营额七千元以上"]),
    ("未按规定备案的，或者违反本办法规定，未按规定报送的，由主管部门责令改正",
     ["未按规定备案的，或者违反本办法规定，未按规定报送"]),  # one condition in two halves
    ("有下列情形之一的，处六百元罚款：\n（一）多次占道的；\n（二）造成堵塞的。", ["有下列情形之一", "多次占道", "造成堵塞"]),
    ("占道的，按照下列规定处罚：\n（一）造成堵塞的，处六百元罚款。", ["占道", "*造成堵塞"]),  # an item that grades
    ("擅自搭建的，责令停工；尚可补救的，处六百元罚款；无法补救的，限期拆除，不能拆除的，没收实物",
     ["擅自搭建", "*尚可补救", "*无法补救", "*不能拆除"]),
    ("骗取批准占地的，责令退还，对违反规划擅自改变用途的，限期拆除，对直接负责的主管人员给予处分",
     ["骗取批准占地", "对违反规划擅自改变用途"]),
    ("依照前法第七条的规定处以罚款的，罚款额为违法所得的一倍", ["*依照前法第七条的规定处以罚款"]),  # a pointer
    ("转让证件，由主管部门予以吊销；拒绝、阻碍检查，处六百元罚款", ["转让证件", "拒绝、阻碍检查"]),
    ("有下列行为之一，由主管部门责令改正；拒不改正的，处六百元罚款", ["有下列行为之一", "*拒不改正"]),
    ("违反规定，应当标注而未标注的，由主管部门责令改正",       ["违反规定，应当标注而未标注"]),
    ("无证经营的，处货值金额二倍罚款，货值金额不足七千元的，按七千元计算", ["无证经营"]),  # how to count
    ("伪造证件，由主管部门予以吊销，情节严重的，处六百元罚款", ["伪造证件", "*情节严重"]),
    ("有本条例第七条第一款行为的，处六百元罚款",              ["有本条例第七条第一款行为"]),  # of another article
    ("占道的，处六百元罚款。\n前款规定的经营者未劝阻的，处九百元罚款。", ["占道", "前款规定的经营者未劝阻"]),  # of another
    ("占道烧烤的，责令改正；非经营性的，没收烤炉；为企业的，处九百元罚款", ["占道烧烤", "*非经营性", "*为企业"]),
    ("占道烧烤的，责令改正；经营烤炉的，处九百元罚款",          ["占道烧烤", "经营烤炉"]),
    ("占道烧烤的，责令改正，情节严重的可处以九百元罚款",         ["占道烧烤", "*情节严重"]),
    ("经营者应当保持整洁。\n违反前款规定的，处六百元罚款。",     ["", "*违反前款规定"]),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), CLAUSES)
def test_clauses(text: str, expected: list[str]) -> None:
    assert ["*" * clause.grades + condition_words(text, clause) for clause in clauses(text)] == expected


@pytest.mark.parametrize("text", [text for text, _ in CLAUSES])
def test_the_clauses_hold_the_text(text: str) -> None:
    found = clauses(text)
    assert "".join(text[clause.start : clause.end] for clause in found).replace("\n", "") == text.replace("\n", "")
    assert all(clause.start <= clause.split <= clause.end for clause in found)
    assert [clause_at(text, clause.start) for clause in found] == list(found)


# fmt: off
CONDITIONS = [
    ("擅自开业的，责令改正；情节严重的，吊销许可证",     [("情形", "擅自开业的"), ("情节", "情节严重的")]),
    ("应当申请许可，但法律另有规定的除外",             [("例外", "但法律另有规定的除外")]),
    ("应当办理登记",                                 []),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), CONDITIONS)
def test_find_conditions(text: str, expected: list[tuple[str, str]]) -> None:
    provision = Provision("试行办法@2024-01-01", "第一条", "条", "", 50, 50 + len(text), True, text)
    found = [(tag.kind, text[tag.start - 50 : tag.end - 50]) for tag in find_conditions(provision)]
    assert found == expected
