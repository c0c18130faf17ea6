"""What a liability article says in its details: cases of a lead, split competences, what is no penalty at all."""

import pytest
from test_items import HEAD, Found, found

from kb.model import PowerItem


def penal(text: str) -> list[PowerItem]:
    return [item for item in found(HEAD + text).items if item.kind == "行政处罚"]


# fmt: off
NO_ITEMS = [  # what only tells how lightly, by which procedure or why not to register
    "绿道摊主同时被处以暂扣绿道许可证的，在暂扣期限届满后发还绿道许可证。",
    "行为人参加绿道清扫，经城市管理部门认定的，可以依法从轻、减轻或者不予罚款处罚。",
    "当事人采取补救措施的，可以减免加处的罚款。",
    "出租绿道公务用车的，依照刑法有关规定处罚。",
    "被处五十元以下罚款，当事人没有异议的，城市管理执法人员可以当场收缴罚款。",
    "申请人受吊销绿道经营许可证的处罚，自处罚决定之日起不满二年的，不予登记。",
    "绿道摊主弄虚作假的，取消其当年参评文明摊位的资格。",
    "有下列情形之一的，属于本条例第三条规定的情节严重情形：\n\n（一）拒绝检查；\n\n对情节严重的违法行为处以罚款时，应当从重。",
    "违反规定的，其他法规有规定的，从其规定；没有规定的，由城市管理部门实施行政处罚。",
    "绿道管理员违反纪律的，按照有关规定给予处分。\n\n处分分为：警告、记过、开除。",
    "本办法所称绿道来历证明是指：\n\n（一）没收的绿道摊位的来历证明，是城市管理部门出具的没收证明书。",
    "没收绿道摊位实物的，应当将没收的摊位移交财政部门登记处理。",
    "处以吊销绿道许可证的，应当自听证程序结束之日起七日内作出处罚决定。",
    "对当事人的同一个违法行为，不得给予两次以上罚款的行政处罚。",
    "绿道摊主被注销摆摊证的，三年内不予办理摆摊证。",
    "违反本条例第一条规定，受到治安管理处罚的人员，五年内不得从事绿道经营工作。",
]
CONDUCTS = [  # the article, the conducts
    ("隐瞒绿道游船登记事实的，由城市管理部门处以下列罚款：\n\n（一）五百总吨以下的游船，处五十元罚款；\n\n（二）五百总吨以上的游船，处九十元罚款。",
     ["隐瞒绿道游船登记事实"] * 2),
    ("伪造绿道票证的，由城市管理部门处五十元罚款；绿道摊主参与上述活动的，由城市管理部门吊销绿道许可证。",
     ["伪造绿道票证", "绿道摊主参与伪造绿道票证"]),
    ("绿道经营者违反本条例第四条规定的，由城市管理部门处五十元罚款。\n\n第四条 绿道经营者不得有下列行为：\n\n（一）占道摆摊；\n\n（二）法律、法规禁止的其他行为。",
     ["绿道经营者占道摆摊（违反第四条第一款第（一）项规定）"]),
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
MEASURES = [  # the article, the measures of its first item
    ("隐瞒绿道游船登记事实的，由城市管理部门处以下列罚款：\n\n（一）五百总吨以下的游船，处五十元罚款；\n\n（二）五百总吨以上的游船，处九十元罚款。",
     "五百总吨以下的游船：罚款50元"),
    ("占用绿道的，处五十元罚款。\n\n单位有前款行为的，处九百元罚款；情节严重的，处二千元罚款。",
     "罚款50元；对单位罚款900元；情节严重：对单位罚款2,000元"),
    ("占用绿道的，处五十元罚款。\n\n组织他人实施前款行为，有违法所得的，处九十元罚款；没有违法所得的，处六十元罚款。",
     "罚款50元；组织他人，有违法所得：罚款90元；组织他人，没有违法所得：罚款60元"),
    ("占用绿道的，处五十元罚款。\n\n除前款规定外，占用栈道的，处六十元罚款。", "罚款50元"),
    ("盗采石料的，处五十元罚款。\n\n销售前款规定的石料的，处六十元罚款。", "罚款50元"),
    ("绿道摊主占用绿道的，处五十元罚款。\n\n绿道摊主有前款行为，情节严重的，吊销绿道许可证；对直接责任人员处三十元罚款。",
     "罚款50元；情节严重：吊销许可证件；情节严重：对责任人员罚款30元"),
    ("运输渣土撒漏的，处五十元罚款。对情节严重的运输单位，由城市管理部门吊销其运输许可证。",
     "罚款50元；情节严重：对单位吊销许可证件"),
    ("占用绿道的，对单位处九百元罚款，情节严重的，处二千元罚款；对个人处五十元罚款，情节严重的，处九十元罚款。",
     "对单位罚款900元；情节严重：对单位罚款2,000元；对个人罚款50元；情节严重：对个人罚款90元"),
    ("占用绿道的，对单位处九百元罚款；情节严重的，对单位处二千元罚款；对个人处五十元罚款。",
     "对单位罚款900元；情节严重：对单位罚款2,000元；情节严重：对个人罚款50元"),
    ("驶入绿道的，对船长、责任船员处五十元罚款。", "对船长、责任船员罚款50元"),
    ("渡船超载的，处五十元罚款；情节严重的，责令负有责任的驾驶人员暂停四个月以上八个月以下执业活动。",
     "罚款50元；情节严重：对驾驶人员限制从业4—8个月"),
    ("占用绿道的，处五十元罚款；拒不改正的，责令停止建设、使用，收回绿道标志牌。",
     "罚款50元；拒不改正：责令停止建设、使用；拒不改正：收回绿道标志牌"),
    ("占用绿道的，责令停止建设，处五十元罚款。", "罚款50元"),  # an order to correct
    ("弄虚作假的，处五十元罚款；情节严重的，暂停或者撤销相关业务许可。", "罚款50元；情节严重：暂停或者撤销相关业务许可"),
    ("弄虚作假的，处五十元罚款；情节严重的，暂停或者吊销从业资格证书。",
     "罚款50元；情节严重：暂停从业资格证书；情节严重：吊销许可证件"),
    ("非法设立摊点的，予以取缔，没收违法所得。", "予以取缔；没收违法所得"),
    ("冲击绿道办公场所的，由公安机关依照《示例市治安管理处罚条例》的规定处罚。", "依照《示例市治安管理处罚条例》的规定处罚"),
    ("冲击绿道办公场所，违反治安管理规定的，由公安机关给予治安处罚。", "给予治安处罚"),
    ("租金不足一百元的，处五十元罚款，收取租金一百元以上的，处九十元罚款。", "罚款50元；收取租金一百元以上：罚款90元"),
    ("转租摊位的，处五十元罚款；情节恶劣的，处租金五倍罚款，没有租金或者租金收入不足六十元的，处九十元罚款，可以吊销绿道许可证。",
     "罚款50元；情节恶劣：罚款5倍（租金）；情节恶劣，没有租金或者租金收入不足六十元：罚款90元；情节恶劣：吊销许可证件"),
    ("损坏绿道标牌的，处五十元罚款，损坏绿道护栏的，处九十元罚款。", "罚款50元"),
    ("占用绿道的，处五十元罚款；其中，占用盲道的，处九十元罚款。", "罚款50元"),
    ("弄虚作假的，处五十元罚款。对直接负责的主管人员处三十元罚款；情节严重的，处六十元罚款。",
     "罚款50元；对责任人员罚款30元；情节严重：对责任人员罚款60元"),
    ("超范围执业的，对有关驾驶人员责令暂停四个月以上八个月以下执业活动，可以吊销该培训机构的办学许可证，禁止其四年内从事培训活动。",
     "对驾驶人员限制从业4—8个月；吊销许可证件；限制从业4年"),
    ("弄虚作假的，单处或者并处警告、没收违法所得、罚款。", "警告；没收违法所得；罚款"),
    ("拒不执行责令停产整治的决定，继续经营的，处五十元罚款。", "罚款50元"),  # told in the condition
    ("摊位不合格的，责令限期整顿，经整顿无效者，应当责令其停业。", "经整顿无效：责令停产停业"),
    ("虚报材料的，处五十元罚款；情节严重的，由主管部门作出暂停或者撤销其业务资格的处罚。",
     "罚款50元；情节严重：暂停业务资格；情节严重：撤销资格"),
    ("擅自搭建的，由城市管理部门责令改正，对不符合规划的责令停止施工，可以处以罚款。", "责令停止施工；罚款"),
]
LINES = [  # the lead and what stands below it, the measures of each line
    ("有下列（一）（二）项行为之一的，责令改正，情节严重的，处五十元罚款；有（三）项行为的，责令改正，情节严重的，处九十元罚款：",
     ["情节严重：罚款50元", "情节严重：罚款50元", "情节严重：罚款90元"]),
    ("违反第一项规定情节严重的，处五十元罚款；违反第二项、第三项规定的，处九十元罚款：",
     ["情节严重：罚款50元", "罚款90元", "罚款90元"]),
    ("有下列行为之一的，处五十元罚款；少缴绿道租金的，处所欠租金五倍罚款：",
     ["罚款50元；少缴绿道租金：罚款5倍（所欠租金）"] * 3),
]
# fmt: on


@pytest.mark.parametrize(("text", "measures"), MEASURES)
def test_measures_in_their_case_and_on_their_person(text: str, measures: str) -> None:
    assert penal(f"第二条 {text}")[0].measures == measures


@pytest.mark.parametrize(("lead", "measures"), LINES)
def test_the_measures_of_the_lines_that_a_lead_names(lead: str, measures: list[str]) -> None:
    text = f"第二条 违反本条例规定，{lead}\n\n（一）垂钓的；\n\n（二）野炊的；\n\n（三）露营的。"
    assert [item.measures for item in penal(text)] == measures


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


def test_the_penalties_of_several_paragraphs_are_copied() -> None:
    text = "占用绿道的，处五十元罚款。\n\n占用绿道，情节严重的，吊销绿道许可证。\n\n编造绿道消息的，依照本条第一款、第二款的规定处罚。"
    assert penal(f"第二条 {text}")[-1].measures == "罚款50元；情节严重：吊销许可证件"


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


# fmt: off
DUTY_BEFORE = [  # the article, the conducts: what was not done is said by the sentence before; an outcome adds to the act before
    ("绿道摊主应当在十日内缴纳保洁费。逾期不缴纳的，由城市管理部门处五十元罚款。", ["绿道摊主未在十日内缴纳保洁费"]),
    ("在绿道采石的，由城市管理部门处五百元罚款；数量巨大的，没收采石工具。", ["在绿道采石"]),
    ("在绿道采石的，由城市管理部门处五百元罚款；涉及水域的，由水务部门处罚。", ["在绿道采石"]),
    ("听证前告知当事人：\n\n（一）警告；\n\n（二）较大数额罚款。", []),
    ("城市管理部门查证属实的，应当给予通报批评。", []),
]
# fmt: on


@pytest.mark.parametrize(("text", "conducts"), DUTY_BEFORE)
def test_what_is_left_of_a_sentence_is_no_conduct_of_its_own(text: str, conducts: list[str]) -> None:
    assert [item.conduct for item in penal(f"第二条 {text}")] == conducts


def test_the_place_of_the_duty_stands_before_a_bare_act() -> None:
    text = "第二条 绿道范围内禁止下列行为：\n\n（一）放牧；\n\n（二）野炊。\n\n第三条 违反第二条第一项规定，放牧的，由城市管理部门处五十元罚款。"
    assert [item.conduct for item in penal(text)] == ["在绿道范围内放牧"]


def test_a_revocation_among_penalties_is_no_item_of_its_own() -> None:
    fined = "第二条 绿道经营者转让摊位的，由城市管理部门处五十元罚款，撤销其绿道经营资格。"
    assert found(HEAD + fined).names("其他") == []
    deceit = "第二条 绿道经营者以欺骗手段取得绿道经营许可的，由城市管理部门撤销绿道经营许可，处五十元罚款。"
    assert found(HEAD + deceit).names("其他") == ["撤销绿道经营许可"]


# fmt: off
CITED = [  # the duties, the words that punish their breach, the conducts with their doers
    ("绿道养护单位在绿道内禁止下列行为：\n\n（一）堆煤；\n\n（二）排污。", "违反第二条规定，有禁止行为之一的",
     [("绿道养护单位在绿道内堆煤（违反第二条第一款第（一）项规定）", "绿道养护单位"),
      ("绿道养护单位在绿道内排污（违反第二条第一款第（二）项规定）", "绿道养护单位")]),
    ("绿道摊主不得卖酒。\n\n绿道用户不得擅自设置路障。", "绿道摊主违反第二条第一款规定，或者绿道用户违反第二条第二款规定造成堵塞的",
     [("绿道摊主卖酒（违反第二条第一款规定）", ""), ("绿道用户擅自设置路障，造成堵塞（违反第二条第二款规定）", "绿道用户")]),
    ("绿道经营者应当悬挂保洁责任公示牌。", "违反第二条规定，未悬挂保洁责任公示牌的", [("绿道经营者未悬挂保洁责任公示牌", "绿道经营者")]),
    ("任何单位和个人应当爱护绿道保洁设施设备。", "违反第二条规定，不爱护绿道保洁设施设备的", [("不爱护绿道保洁设施设备", "")]),
    ("绿道内主要经营下列货物：\n\n（一）花卉；\n\n（二）茶叶。", "违反第二条规定的",
     [("违反第二条规定（绿道内主要经营下列货物：花卉；茶叶）", "")]),
]
# fmt: on


@pytest.mark.parametrize(("duties", "breach", "conducts"), CITED)
def test_the_breach_of_what_a_condition_cites(duties: str, breach: str, conducts: list[tuple[str, str]]) -> None:
    text = f"第二条 {duties}\n\n第三条 {breach}，由城市管理部门处五十元罚款。"
    assert [(item.conduct, item.object) for item in penal(text)] == conducts


def test_an_item_of_this_article_is_one_of_the_article_that_the_lead_names() -> None:
    duties = "第二条 绿道内禁止下列行为：\n\n（一）堆煤；\n\n（二）排污。"
    lead = "第三条 违反第二条规定，有下列行为之一的，由城市管理部门按照以下规定处罚："
    lines = "（一）违反本条第一项规定的，处五十元罚款；\n\n（二）违反本条第二项规定的，处一百元罚款。"
    assert [item.conduct for item in penal(f"{duties}\n\n{lead}\n\n{lines}")] == [
        "绿道内堆煤（违反第二条第一款第（一）项规定）",
        "绿道内排污（违反第二条第一款第（二）项规定）",
    ]


def test_lines_that_only_tell_what_was_concerned_keep_the_act_of_their_lead() -> None:
    lead = "第二条 擅自砍伐绿道行道树的，由城市管理部门按照下列规定处罚："
    lines = "（一）涉及一级绿道的，处一百元罚款；\n\n（二）运送木料的，处五十元罚款。"
    assert penal(f"{lead}\n\n{lines}")[0].conduct == "擅自砍伐绿道行道树，涉及一级绿道"


def test_one_of_several_doers_is_meant_by_the_line_that_names_it() -> None:
    text = "第二条 绿道养护单位、绿道租赁公司有下列行为之一的，由城市管理部门处五十元罚款：\n\n（一）绿道租赁公司未公示租金的；\n\n（二）擅自停业的。"
    assert [item.object for item in penal(text)] == ["绿道租赁公司", "绿道养护单位、绿道租赁公司"]


def test_the_doer_stands_after_what_was_not_approved() -> None:
    (item,) = penal("第二条 未经城市管理部门同意，绿道养护单位变更绿道用途的，由城市管理部门处五十元罚款。")
    assert item.object == "绿道养护单位"


def test_whom_the_fines_of_several_sorts_fall_on_is_said_by_the_conduct() -> None:
    fines = "对绿道摊主处五十元罚款，对绿道公司处五百元罚款"
    (item,) = penal(f"第二条 绿道经营者未公示价格的，由城市管理部门{fines}。")
    assert item.object == "绿道经营者"
