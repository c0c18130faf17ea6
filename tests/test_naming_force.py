"""Inspections, seizures and enforcement: what they are called, what they answer, and what is none."""

import pytest
from test_items import HEAD, found
from test_naming import passage

from kb.model import PowerItem
from kb.naming import words_of

# fmt: off
NAMED = [  # kind, clause, name, object
    ("行政检查", "镇人民政府应当定期组织消防安全检查", "消防安全检查", ""),
    ("行政检查", "镇人民政府应当组织渡口安全检查", "对渡口的安全检查", "渡口"),
    ("行政检查", "镇人民政府负责组织开展渡口专项治理和消防安全检查", "消防安全检查", ""),
    ("行政检查", "主管部门应当对渡口重点单位重点进行监督检查", "对渡口重点单位的监督检查", "渡口重点单位"),
    ("行政检查", "主管部门有权进入渡口施工现场进行检查", "对渡口施工现场的检查", "渡口施工现场"),
    ("行政检查", "主管部门有权进入渡口泊位进行检查", "对渡口泊位的现场检查", "渡口泊位"),
    ("行政检查", "渡口专项资金是财政资金，要专款专用并接受财政部门的监督检查", "对渡口专项资金的监督检查", "渡口专项资金"),
    ("行政检查", "主管部门对形迹可疑的登船人员，可以检查其携带的物品", "对形迹可疑的登船人员的携带的物品的监督检查", "形迹可疑的登船人员的携带的物品"),
    ("行政检查", "对有走私嫌疑的渡船，经渡口主管部门负责人批准，可以进行检查", "对有走私嫌疑的渡船的监督检查", "有走私嫌疑的渡船"),
    ("行政检查", "主管部门应当加强对前款规定的组织、团体开展的渡口救助工作的监督检查", "对组织、团体开展的渡口救助工作的监督检查", "组织、团体开展的渡口救助工作"),
    ("行政强制措施", "未经批准占用渡口摆摊的，主管部门可以扣押当事人的经营物品以及与违法行为有关的工具", "对未经批准占用渡口摆摊的扣押当事人的经营物品以及与违法行为有关的工具", "当事人的经营物品以及与违法行为有关的工具"),
    ("行政强制措施", "未经批准占用渡口摆摊的，主管部门可以查封涉嫌违法经营的场所", "查封涉嫌违法经营的场所", "涉嫌违法经营的场所"),
    ("行政强制措施", "对未经批准正在建设的渡口，主管部门可以暂扣其施工工具", "对未经批准正在建设的渡口的暂扣施工工具", "施工工具"),
    ("行政强制措施", "经检测超载的渡船，载运砂石的，主管部门可以扣留船舶", "对经检测超载的渡船，载运砂石的扣留船舶", "船舶"),
    ("行政强制措施", "主管部门可以采取封存渡口的饮料以及相关物品或者暂停销售的临时控制措施", "封存渡口的饮料以及相关物品", "渡口的饮料以及相关物品"),
    ("行政强制执行", "设置渡口，逾期不采取补救措施的，由主管部门代为采取补救措施，费用由设置者承担", "对设置渡口，逾期不采取补救措施的代为采取补救措施", ""),
    ("行政强制执行", "在渡口设置障碍物，逾期不拆除的，强行拆除、恢复原状，费用由设置者承担", "对在渡口设置障碍物，逾期不拆除的强行拆除、恢复原状", ""),
    ("行政强制执行", "不具备处置渡口废油条件，逾期不处置的，由主管部门指定单位代为处置", "对不具备处置渡口废油条件，逾期不处置的代为处置", ""),
    ("行政强制执行", "渡口税款逾期缴纳的，由海关加收滞纳金", "加收渡口税款滞纳金", ""),
    ("其他-取缔收缴", "渡工冒领补助的，由主管部门收缴证件，处一百元罚款", "对渡工冒领补助的收缴证件", "证件"),
    ("其他-取缔收缴", "渡工冒领补助的，由主管部门追缴骗取的补助", "追缴骗取的补助", "骗取的补助"),
    ("其他-取缔收缴", "渡工伪造船票的，由主管部门收缴伪造的船票或者由原发证机关吊销船员证书", "收缴伪造的船票", "伪造的船票"),
    ("其他-取缔收缴", "渡工倒卖船票的，由主管部门收缴、销毁非法印制的船票", "收缴、销毁非法印制的船票", "非法印制的船票"),
    ("其他-取缔收缴", "利用渡口违法行为的非法所得，主管部门应当依法追缴", "追缴利用渡口违法行为的非法所得", "利用渡口违法行为的非法所得"),
    ("其他-责令", "渡口养护不当造成护岸严重损害的，由主管部门责令限期改正或者采取其他补救措施", "对渡口养护不当造成护岸严重损害的责令限期改正或者采取其他补救措施", ""),
]
NOTHING = [  # kind, clause: the body's own house, how a measure is carried out, a party's own duty, a mention
    ("行政检查", "有关部门应当加强本部门、本系统渡口安全管理，定期组织渡口安全检查，督促所属单位消除隐患"),
    ("行政检查", "机关、单位应当加强渡口保密监督检查"),
    ("行政检查", "渡口单位发现监测设备数据异常的，应当及时报告主管部门，并进行检查、修复"),
    ("行政检查", "行政执法部门对渡口经营者进行行政检查，执法人员不得少于两人"),
    ("行政检查", "鼓励信用服务机构为主管部门开展渡口信用信息核查"),
    ("行政检查", "主管部门自接到报送资料之日起五日内对下列内容进行核查"),
    ("行政强制措施", "税务机关扣押渡船、货物时，必须开付收据"),
    ("行政强制措施", "主管部门扣押渡船经营者货物的，当事人应当自扣押之日起五日内缴纳费用"),
    ("行政强制措施", "未影响渡运安全的，不采取扣留船舶措施"),
    ("行政强制措施", "对煽动他人妨碍依法查封违法渡口的人员，追究法律责任"),
    ("行政强制措施", "对因扣押船员证件而知悉的个人信息，应当保密"),
    ("行政强制执行", "不具备处置渡口废油条件的，应当送交有资质的经营单位代为处置"),
    ("其他-取缔收缴", "无照经营者摆渡的，由主管部门查明，并及时通报市场监督管理部门予以取缔"),
]
# fmt: on


@pytest.mark.parametrize("kind, text, name, target", NAMED)
def test_the_name_says_upon_what_and_why(kind: str, text: str, name: str, target: str) -> None:
    words = words_of(kind.partition("-")[0], kind, passage(text))
    assert words is not None
    assert (words.name, words.object) == (name, target)


@pytest.mark.parametrize("kind, text", NOTHING)
def test_what_gives_no_such_power_has_no_name(kind: str, text: str) -> None:
    assert words_of(kind.partition("-")[0], kind, passage(text)) is None


def _item(text: str, kind: str) -> PowerItem:
    (item,) = [item for item in found(HEAD + text).items if item.kind == kind]
    return item


def test_a_ship_that_stays_is_the_one_named_before() -> None:
    text = "对拒不离开渡口的，海警机构有权采取强制驱离措施"
    words = words_of("行政强制措施", "行政强制措施", passage(text, earlier="对外国船舶违法停靠，责令其离开；"))
    assert words is not None
    assert words.name == "对外国船舶违法停靠，拒不离开渡口的强制驱离"


def test_each_measure_of_a_list_is_upon_the_party_only() -> None:
    text = "对船主采取保护性约束措施、强制传唤"
    words = words_of("行政强制措施", "行政强制措施", passage(text, verb="强制传唤"))
    assert words is not None
    assert (words.name, words.object) == ("对船主的强制传唤", "船主")


def test_the_articles_that_are_broken_are_bases_of_what_answers_the_breach() -> None:
    text = "第二条 绿道内不得搭棚。\n\n第三条 违反第二条规定搭棚的，由城市管理部门责令限期拆除，处五百元罚款；逾期不拆除的，强制拆除，费用由搭建者承担。"
    made = found(HEAD + text)
    (item,) = [item for item in made.items if item.kind == "行政强制执行"]
    bases = {(b.role, b.address) for b in made.bases if b.item_id == item.id}
    assert bases == {("设定依据", "第三条"), ("设定依据", "第二条")}


def test_a_breach_without_words_is_that_of_the_duty() -> None:
    text = "第二条 不得在绿道内拍摄影片。\n\n第三条 违反第二条规定的，由城市管理部门收缴影片，处五百元罚款。"
    assert _item(text, "其他").name == "对在绿道内拍摄影片的收缴影片"


def test_the_result_alone_does_not_say_what_is_torn_down() -> None:
    text = "第二条 不得在绿道内搭棚。\n\n第三条 违反第二条规定影响市容的，由城市管理部门责令限期拆除，处五百元罚款；逾期不拆除的，强制拆除。"
    assert _item(text, "行政强制执行").name == "对在绿道内搭棚，影响市容，逾期不拆除的强制拆除"


def test_a_stop_for_as_long_as_a_danger_lasts_is_no_penalty() -> None:
    text = "第二条 绿道重大隐患排除前或者排除过程中，无法保证安全的，由城市管理部门责令暂时停产、停业。"
    item = _item(text, "行政强制措施")
    assert item.name == "对绿道重大隐患排除前或者排除过程中，无法保证安全的责令暂时停产、停业"
    assert not [i for i in found(HEAD + text).items if i.kind == "行政处罚"]
    text = "第二条 绿道经营者不排除重大隐患的，由城市管理部门责令停产停业。"
    assert _item(text, "行政处罚").measures == "责令停产停业"


def test_whose_inspection_is_accepted_inspects_not_where_one_files() -> None:
    text = "第二条 在绿道经营租车的，应当向公安机关备案，接受市场监督管理部门（物价部门）和水行政主管部门的监督检查。"
    assert _item(text, "行政检查").agencies == ("市场监督管理部门", "水行政主管部门")


def test_what_is_enforced_is_told_without_the_article_that_is_broken() -> None:
    found = passage("逾期不拆除的，由港航部门强制拆除", before="在航道内搭建棚屋（违反第十条第（一）项规定）")
    assert words_of("行政强制执行", "强制执行-强制", found).name == "对在航道内搭建棚屋，逾期不拆除的强制拆除"
