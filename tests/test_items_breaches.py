"""Steps of a duty each denied, what a penalty says beside its kind, and who imposes it; what is no conduct at all."""

import pytest
from test_items import HEAD, Found, found

from kb.model import PowerItem
from kb.naming.breaches import doer_of, object_of
from kb.naming.duties import breach_of


def made(text: str) -> Found:
    return found(f"{HEAD}第二条 {text}")


def penal(text: str) -> list[PowerItem]:
    return [item for item in made(text).items if item.kind == "行政处罚"]


def bases(law: Found, item: PowerItem) -> list[tuple[str, str]]:
    return [(b.role, b.title or b.address) for b in law.bases if b.item_id == item.id]


BY = "由城市管理部门"
# fmt: off
DUTIES = [  # the duty, its breach
    ("游船应当按照规定的航线行驶，下客后立即驶离", "游船未按照规定的航线行驶，或者下客后未立即驶离"),
    ("摊主应当配备专人巡查绿道，发现隐患的及时排除", "摊主未按规定配备专人巡查绿道，或者发现隐患未及时排除"),
    ("游船应当停靠码头，下客后方可离开", "游船未按规定停靠码头"),
    ("摊位应当符合规划，依法经管理单位同意后，报城市管理部门审批", "摊位不符合规划，或者未依法经管理单位同意，或者未报城市管理部门审批"),
    ("摊主应当经城市管理部门审查合格，取得摆摊证后，方可经营", "摊主未经城市管理部门审查合格，或者未取得摆摊证即经营"),
    ("游船应当保持整洁，有明显的绿道标识", "游船未按规定保持整洁，或者没有明显的绿道标识"),
    ("游船应当保持整洁，有关费用由经营者承担", "游船未按规定保持整洁，有关费用由经营者承担"),
    ("步道宽度不少于三米，支路宽度不少于两米", ""),  # nobody is obliged
    ("步道宽度应当不少于三米，支路宽度不少于两米", "步道宽度少于三米，或者支路宽度少于两米"),
    ("摊主应当出具合格单，由负责人签字并加盖公章", "摊主未按规定出具合格单，或者未由负责人签字并加盖公章"),
    ("摊主应当出具合格单，由城市管理部门备案", "摊主未按规定出具合格单"),
    ("步道应当用于行走，任何单位和个人不得将其挪作他用", "步道未按规定用于行走，或者将其挪作他用"),
    ("步道应当用于行走，设置单位或者个人应当维护步道", "步道未按规定用于行走，或者设置单位或者个人未按规定维护步道"),
    ("摊主应当将其向游客提供的票据资料，自提供之日起保存七年", "摊主未按规定将其向游客提供的票据资料，自提供之日起保存七年"),
    ("各级绿道公司应严格执行养护计划，不得擅自变更", "各级绿道公司未按规定严格执行养护计划，或者擅自变更"),
    ("绿道学校应当根据学员的年龄，组织学员参加清扫，并对参加清扫的学员，进行安全教育",
     "绿道学校未按规定根据学员的年龄，组织学员参加清扫，或者未对参加清扫的学员进行安全教育"),
]
DOERS = [  # the conduct, who does it
    ("建设单位暗中收受回扣发包绿道工程，施工单位以暗中给回扣承揽绿道工程", ""),  # neither alone
    ("绿道施工过程中，施工单位未设置围挡", "施工单位"),
    ("摊主占道，绿道经营者未劝阻", "绿道经营者"),
    ("绿道组织泄露志愿者、受助人个人隐私", "绿道组织"),
    ("泄露志愿者隐私", ""),
    ("从事废品接纳作业的单位和个人，未采取围挡措施", "从事废品接纳作业的单位和个人"),
]
MEASURES = [  # the article, the measures
    (f"擅自占道的，{BY}处违法所得二倍以上但不超过七万元罚款。", "罚款2倍以上（违法所得，不超过70,000元）"),
    (f"擅自占道的，{BY}处违法收入一倍至三倍，但最高不超过七万元的罚款。", "罚款1—3倍（违法收入，最高不超过70,000元）"),
    (f"擅自占道的，{BY}处违法所得二倍以上九倍以下罚款。", "罚款2—9倍（违法所得）"),
    (f"擅自占道的，{BY}处七百元罚款；对直接负责的主管人员给予警告，暂停或者撤销领队从业资格。",
     "罚款700元；对责任人员警告；对责任人员暂停领队从业资格；对责任人员撤销资格"),
    (f"擅自占道的，{BY}处七百元罚款，并可以暂停直至撤销其绿道经营许可。", "罚款700元；暂停直至撤销其绿道经营许可"),
    (f"擅自占道的，{BY}处违法所得三倍罚款，没有违法所得的，处七百元罚款，暂停直至撤销其绿道经营权。",
     "罚款3倍（违法所得）；没有违法所得：罚款700元；暂停直至撤销其绿道经营权"),
    (f"擅自占道的，{BY}依照有关法律、法规处理。\n\n有前款行为，拒不改正的，处七百元罚款。",
     "依照有关法律、法规处理；拒不改正：罚款700元"),
    (f"擅自占道的，{BY}处九百元罚款。\n\n处以罚款应当出具统一收据，罚没款上缴国库。", "罚款900元"),
]
LEADS = [  # the end of a lead, the measures of its line
    ("责令改正，拒不改正的，按以下规定处罚；弄坏设施的，应当照价赔偿：", "拒不改正：罚款50元"),
    ("责令改正，可按以下规定予以处罚；造成损失的，应予以赔偿：", "罚款50元"),
]
NO_ITEMS = [
    "应当关闭的样品厂，由县人民政府予以关闭。关闭样品厂应当达到下列要求：\n\n（一）依法吊销相关证照；\n\n（二）停止供电。",
    "在林区设立的绿道站负责检查运输；无证运输样品的，绿道站应当制止，并立即报请城市管理部门依法处理。",
    "处罚决定生效前先予扣留绿道证的，扣留一日折抵暂扣期限一日。",
]
BODIES = [  # what follows from the conduct, the bodies as written
    ("由城市管理部门责令改正，处五十元罚款；情节严重的，由原许可单位吊销绿道许可证", ("城市管理部门", "原许可单位")),
    ("由市城市管理部门或者乡（镇）绿道机构责令改正，处五十元罚款", ("城市管理部门", "绿道机构")),
    ("由市城市管理部门或者市绿务处、区绿管所根据各自职责，处五十元罚款", ("城市管理部门", "绿务处", "绿管所")),
    ("由负有绿道管理职责的部门或者机构责令改正，处五十元罚款", ("负有绿道管理职责的部门或者机构",)),
    ("由城市管理部门责令改正，处五十元罚款，将情况通报有关部门和机构", ("城市管理部门",)),
]
# fmt: on


@pytest.mark.parametrize(("duty", "breach"), DUTIES)
def test_each_step_of_a_duty(duty: str, breach: str) -> None:
    assert breach_of(f"{duty}。") == breach


@pytest.mark.parametrize(("conduct", "doer"), DOERS)
def test_who_does_it(conduct: str, doer: str) -> None:
    assert doer_of(conduct) == doer


def test_the_preposition_that_belongs_to_the_party_stays() -> None:
    assert object_of("对事故发生负有责任的单位") == "对事故发生负有责任的单位"
    assert object_of("对绿道经营单位") == "绿道经营单位"


@pytest.mark.parametrize(("text", "measures"), MEASURES)
def test_the_measures_of_a_conduct(text: str, measures: str) -> None:
    assert penal(text)[0].measures == measures


@pytest.mark.parametrize(("end", "measures"), LEADS)
def test_the_case_of_a_lead_that_goes_on_about_damages(end: str, measures: str) -> None:
    text = f"有下列行为之一的，{BY}{end}\n\n（一）堆放杂物的，处五十元罚款；\n\n（二）停放车辆的，处一百元罚款。"
    assert penal(text)[0].measures == measures


@pytest.mark.parametrize("text", NO_ITEMS)
def test_no_item(text: str) -> None:
    assert penal(text) == []


@pytest.mark.parametrize(("follows", "written"), BODIES)
def test_the_bodies_of_a_list(follows: str, written: tuple[str, ...]) -> None:
    (item,) = penal(f"违反本条例规定，在绿道野炊的，{follows}。")
    assert item.written == written


def test_what_its_staff_is_makes_no_conduct() -> None:
    text = f"摊主迟报报表的，{BY}给予警告；其负有责任的领导人员属于公职人员的，由任免机关依法给予处分。"
    assert [item.conduct for item in penal(text)] == ["摊主迟报报表"]


BESIDE = "第三条 绿道内禁止垂钓。\n\n第四条 绿道内禁止野炊。"


def test_the_breach_beside_a_list_is_an_item_of_its_own_and_founds_none_of_the_lines() -> None:
    law = made(f"违反本条例第三条规定，或者有下列行为之一的，{BY}处五十元罚款：\n\n（一）擅自占道的。\n\n{BESIDE}")
    assert [(item.conduct, bases(law, item)) for item in law.items] == [
        ("绿道内垂钓（违反第三条规定）", [("设定依据", "第三条"), ("实施依据", "第二条")]),
        ("擅自占道", [("实施依据", "第二条第一款第（一）项")]),
    ]
    led = made(f"违反本条例第三条规定，有下列行为之一的，{BY}处五十元罚款：\n\n（一）擅自占道的。\n\n{BESIDE}")
    assert [bases(led, item) for item in led.items] == [
        [("设定依据", "第三条"), ("实施依据", "第二条第一款第（一）项")]
    ]


def test_lines_and_paragraphs_of_one_article() -> None:
    duties = "第三条 绿道内禁止：\n\n（一）垂钓；\n\n（二）野炊；\n\n（三）放牧。\n\n绿道内不得露营。"
    items = penal(f"违反本条例第三条第一款第一、三项和第二款规定的，{BY}处五十元罚款。\n\n{duties}")
    assert [item.conduct.partition("（")[0] for item in items] == ["绿道内垂钓", "绿道内放牧", "绿道内露营"]


def test_a_measure_beside_the_penalty_is_no_basis_of_it() -> None:
    text = (
        f"无证驾驶游船的，{BY}处五十元罚款。\n\n前款规定的游船无号牌的，可以依照《示例省游船法》第九条的规定予以{{}}。"
    )
    for verb, cited in (("扣留", False), ("处罚", True)):
        law = made(text.format(verb))
        item = next(item for item in law.items if item.kind == "行政处罚")
        assert (("实施依据", "示例省游船法") in bases(law, item)) is cited
