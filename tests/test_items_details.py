"""What a liability article says in its details: cases of a lead, split competences, what is no penalty at all."""

import pytest
from test_items import HEAD, Found, found

from kb.model import PowerItem


def penal(text: str) -> list[PowerItem]:
    return [item for item in found(HEAD + text).items if item.kind == "行政处罚"]


# fmt: off
NO_ITEMS = [  # what only tells how lightly, by which procedure or why not to register
    "行为人参加绿道清扫，经城市管理部门认定的，可以依法从轻、减轻或者不予罚款处罚。",
    "当事人采取补救措施的，可以减免加处的罚款。",
    "出租绿道公务用车的，依照刑法有关规定处罚。",
    "被处五十元以下罚款，当事人没有异议的，城市管理执法人员可以当场收缴罚款。",
    "申请人受吊销绿道经营许可证的处罚，自处罚决定之日起不满二年的，不予登记。",
    "绿道摊主弄虚作假的，取消其当年参评文明摊位的资格。",
    "违反规定的，其他法规有规定的，从其规定；没有规定的，由城市管理部门实施行政处罚。",
]
CONDUCTS = [  # the article, the conducts
    ("经营者伪造绿道票证，构成犯罪的，依法追究刑事责任。\n\n有前款行为，尚不构成犯罪的，由城市管理部门处五百元罚款。",
     ["经营者伪造绿道票证"]),
    ("伪造绿道票证，构成犯罪的，依法追究刑事责任。", []),
    ("有下列行为之一，影响绿道通行的，由城市管理部门处五十元罚款：\n\n（一）堆放杂物的；\n\n（二）停放车辆的。",
     ["堆放杂物，影响绿道通行", "停放车辆，影响绿道通行"]),
    ("有下列行为之一，造成他人损失的，由城市管理部门处五十元罚款：\n\n（一）堆放杂物的；\n\n（二）停放车辆的。",
     ["堆放杂物", "停放车辆"]),  # whose damage is a civil matter
    ("有下列行为之一的，由城市管理部门处罚：\n\n（一）攀折花木，每株处二十元罚款；\n\n（二）堵塞沟渠的处五十元罚款。",
     ["攀折花木", "堵塞沟渠"]),
    ("违反本条例，有下列行为之一的，由城市管理部门处五十元罚款：\n\n（一）未悬挂号牌的；\n\n（二）擅自停业的。",
     ["未悬挂号牌", "擅自停业"]),
    ("绿道经营者损坏栈道，给他人造成损失的，应当承担赔偿责任，并由城市管理部门责令改正；拒不改正的，处五十元罚款。",
     ["绿道经营者损坏栈道，给他人造成损失"]),
    ("绿道经营者有本条例第三条所列行为之一或者下列行为之一的，由城市管理部门处五十元罚款：\n\n（一）擅自停业的；",
     ["绿道经营者擅自停业"]),
    ("违反本条例有关绿道卫生的其他规定，或者拒绝检查的，由城市管理部门处五十元罚款。", ["拒绝检查"]),
    ("未取得绿道经营证经营的，由城市管理部门处五百元罚款；有绿道经营许可证的，吊销绿道经营许可证。", ["未取得绿道经营证经营"]),
]
OWN_ARTICLE = [  # paragraphs before, the words of the breach, the conducts
    ("绿道内不得垂钓。\n\n绿道内不得野炊。", "违反前两款规定的", ["绿道内垂钓（违反第二条第一款规定）", "绿道内野炊（违反第二条第二款规定）"]),
    ("绿道内不得垂钓。\n\n绿道内不得野炊。", "违反本条规定的", ["绿道内垂钓（违反第二条第一款规定）", "绿道内野炊（违反第二条第二款规定）"]),
]
CASES = [  # the end of a lead, the measures of its line
    ("责令改正；逾期不改正的，按照下列规定处罚：", "逾期不改正：罚款50元"),
    ("责令改正，情节严重的，按下列规定处以罚款：", "情节严重：罚款50元"),
    ("按照下列规定处罚：", "罚款50元"),
    ("按照下列规定处罚；情节严重的，责令停业整顿：", "情节严重：责令停产停业；罚款50元"),
    ("按照下列规定处罚；情节严重构成犯罪的，依法追究刑事责任：", "罚款50元"),
]
BODIES = [  # what follows from the conduct, the bodies as written
    ("由城市管理部门责令改正，并由财政部门处五十元罚款", ("城市管理部门", "财政部门")),
    ("由城市管理部门责令改正，将情况通报财政部门，处五十元罚款", ("城市管理部门",)),
    ("由财政部门进行制止，并移交公安机关依法处罚", ("公安机关",)),
    ("由其主管部门责令改正，处五十元罚款", ("其主管部门",)),
    ("由县级人民政府有关城市管理部门责令改正，处五十元罚款", ("城市管理部门",)),
    ("城区内的由城市管理部门处五十元罚款；城区外的由公安机关处五十元罚款", ("城市管理部门", "公安机关")),
    ("由市或者区、县绿道办责令改正，处五十元罚款", ("绿道办",)),
    ("由市绿道办或者区城市管理部门责令改正，处五十元罚款", ("绿道办", "城市管理部门")),
    ("由城市管理部门委托绿道管理站责令改正，处五十元罚款", ("城市管理部门",)),
    ("由城市管理部门委托财政部门责令改正，处五十元罚款", ("城市管理部门",)),
    ("由城市管理部门及其委托的绿道管理机构和其他负有绿道管理职责的部门责令改正，处五十元罚款",
     ("城市管理部门", "负有绿道管理职责的部门")),
]
# fmt: on


@pytest.mark.parametrize("text", NO_ITEMS)
def test_what_punishes_nobody_gives_no_item(text: str) -> None:
    assert penal(f"第二条 {text}") == []


@pytest.mark.parametrize(("text", "conducts"), CONDUCTS)
def test_conducts(text: str, conducts: list[str]) -> None:
    assert [item.conduct for item in penal(f"第二条 {text}")] == conducts


@pytest.mark.parametrize(("paragraphs", "breach", "conducts"), OWN_ARTICLE)
def test_the_breach_of_several_paragraphs_of_the_article(paragraphs: str, breach: str, conducts: list[str]) -> None:
    items = penal(f"第二条 {paragraphs}\n\n{breach}，由城市管理部门处五十元罚款。")
    assert [item.conduct for item in items] == conducts


@pytest.mark.parametrize(("end", "measures"), CASES)
def test_the_case_that_a_lead_sets_for_its_lines(end: str, measures: str) -> None:
    text = f"第二条 有下列行为之一的，由城市管理部门{end}\n\n（一）堆放杂物的，处五十元罚款；\n\n（二）停放车辆的，处一百元罚款。"
    assert penal(text)[0].measures == measures


@pytest.mark.parametrize(("follows", "written"), BODIES)
def test_who_punishes(follows: str, written: tuple[str, ...]) -> None:
    (item,) = penal(f"第二条 违反本条例规定，在绿道野炊的，{follows}。")
    assert item.written == written


def test_a_line_that_first_only_orders_names_its_body() -> None:
    text = "第二条 违反本条例规定的，依照下列规定处理：\n\n（一）在绿道遛犬的，由公安机关责令改正；拒不改正的，处五十元罚款。"
    (item,) = penal(text)
    assert (item.written, item.measures) == (("公安机关",), "拒不改正：罚款50元")


def test_the_fine_alone_is_taken_from_the_paragraph_before() -> None:
    text = (
        "第二条 超范围经营的，由城市管理部门处一千元罚款，责令停业整顿。\n\n"
        "冒用他人名义经营的，由城市管理部门予以取缔，依照前款规定处以罚款。\n\n"
        "拒绝检查的，由城市管理部门依照本条第一款规定处罚。"
    )
    assert [item.penalties for item in penal(text)] == [
        ("罚款", "责令停产停业"),
        ("罚款",),
        ("罚款", "责令停产停业"),
    ]


def test_items_of_a_list_named_without_their_own_word() -> None:
    text = (
        "第二条 绿道内禁止下列行为：\n\n（一）垂钓；\n\n（二）野炊；\n\n（三）露营。\n\n"
        "第三条 违反本条例第二条规定的，由城市管理部门按照下列规定处罚：\n\n"
        "（一）违反第一、二项规定的，处五十元罚款；\n\n（二）违反第三项规定的，处一百元罚款。"
    )
    assert [item.conduct for item in penal(text)] == [
        "绿道内垂钓（违反第二条第一款第（一）项规定）",
        "绿道内野炊（违反第二条第一款第（二）项规定）",
        "绿道内露营（违反第二条第一款第（三）项规定）",
    ]


def test_a_chapter_is_named_by_its_title() -> None:
    text = "第二章 绿道养护\n\n第二条 养护单位应当清除枯枝。\n\n第三章 罚则\n\n第三条 违反本条例第二章有关规定的，由城市管理部门处五十元罚款。"
    assert [item.conduct for item in penal(text)] == ["违反第二章（绿道养护）有关规定"]


def made(text: str) -> Found:
    return found(HEAD + text)


def test_each_department_inspects_its_own_part() -> None:
    text = "第二条 有关部门履行下列职责：\n\n（一）财政部门负责绿道收费的监督检查；\n\n（二）水行政主管部门负责绿道沟渠的监督检查。"
    items = [item for item in made(text).items if item.kind == "行政检查"]
    assert [(item.name, item.agencies) for item in items] == [
        ("对绿道收费的监督检查", ("财政部门",)),
        ("对绿道沟渠的监督检查", ("水行政主管部门",)),
    ]


def test_where_something_is_filed_is_not_who_permits_it() -> None:
    text = "第二条 在绿道摆摊，应当经区财政部门批准。\n\n予以许可的，发给绿道摆摊许可证，并向市公安机关备案。"
    items = [item for item in made(text).items if item.kind == "行政许可"]
    assert items
    assert {item.agencies for item in items} == {("财政部门",)}


def test_a_board_that_is_the_subject_inspects() -> None:
    text = "第二条 绿道遗产保护机构应当对绿道碑刻进行巡查。"
    (item,) = [item for item in made(text).items if item.kind == "行政检查"]
    assert item.written == ("绿道遗产保护机构",)


def test_price_control_is_enforced_by_another_body_than_sets_the_prices() -> None:
    fined = penal("绿道摊主擅自涨价的，由价格主管部门处五百元罚款。")[0]
    assert (fined.agencies, fined.written) == (("市场监督管理部门",), ("价格主管部门",))
    licences = found(HEAD + "绿道停车收费标准，应当经价格主管部门批准。").items
    assert {"市场监督管理部门"}.isdisjoint(body for item in licences for body in item.agencies)
