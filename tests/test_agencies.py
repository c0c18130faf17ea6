"""Agencies: which names are found, whose they are today, what they do in the sentence, and at what level."""

import pytest

from kb.model import Provision
from kb.registry import PatternRow, agencies, agency_patterns
from kb.tag import find_agencies
from kb.tag.agencies import default_authority, level_of


def provision(text: str, address: str = "第一条") -> Provision:
    return Provision("试行办法@2024-01-01", address, "条", "", 0, len(text), True, text)


# fmt: off
AGENCIES = [
    ("由公安机关处理",                              [("公安机关", "公安机关")]),
    ("由公安机关交通管理部门处理",                   [("公安机关交通管理部门", "公安机关")]),  # the longest name wins
    ("县级以上人民政府自然资源主管部门应当检查",      [("自然资源主管部门", "自然资源主管部门")]),  # no level
    ("区人民政府的教育部门应当检查",                 [("教育部门", "教育行政部门")]),
    ("国务院水行政主管部门",                         [("水行政主管部门", "水行政主管部门")]),
    ("市环境保护局",                                [("环境保护局", "生态环境主管部门")]),  # an old name
    ("公安消防机构应当检查",                         [("公安消防机构", "消防救援机构")]),
    ("有关部门应当配合",                            [("有关部门", "")]),  # stands for no one body
    ("负有安全生产监督管理职责的部门",                [("负有安全生产监督管理职责的部门", "")]),
    ("由负责样品管理的部门处理",                     [("负责样品管理的部门", "")]),  # named by what it does
    ("地方人民政府指定的部门",                       [("地方人民政府指定的部门", "")]),
    ("由区人民政府确定的有关管理机构负责",            [("区人民政府确定的有关管理机构", "")]),
    ("由原核准机关注销",                            [("原核准机关", "")]),
    ("园林绿化监察大队应当检查",                     [("园林绿化监察大队", "城市绿化主管部门")]),  # a field and an ending
    ("城市供水主管部门应当检查",                     [("城市供水主管部门", "城市供水主管部门")]),  # who that is depends on the place
    ("由煤矿安全监察机构处理",                       [("煤矿安全监察机构", "矿山安全监察机构")]),
    ("由市样品保护主管机关处理",                     [("样品保护主管机关", "")]),  # unknown, with its own words
    ("由公安、教育或者样品行政主管部门处理",          [("公安", "公安机关"), ("教育", "教育行政部门"), ("样品行政主管部门", "")]),
    ("由公安或者其他样品主管部门处理",               [("公安", "公安机关"), ("样品主管部门", "")]),
    ("由公安和样品主管部门处理",                     [("样品主管部门", "")]),  # 和 may be a part of the unknown name
    ("报街道办事处、乡镇人民政府备案",                [("街道办事处", "街道办事处"), ("乡镇人民政府", "人民政府")]),
    ("由原审批、备案机关收回",                       [("原审批、备案机关", "")]),
    ("由负有样品监管职责的行政主管部门处理",           [("负有样品监管职责的行政主管部门", "")]),
    ("由燃气主管部门处理",                          [("燃气主管部门", "燃气主管部门")]),  # depends on the place
    ("由轨道交通运输管理机构处理",                   [("轨道交通运输管理机构", "")]),
    ("应当会同样品审批部门检查",                     [("样品审批部门", "")]),
    ("接受上级主管部门检查",                        [("主管部门", "")]),
    ("由直辖市人民政府决定",                        [("人民政府", "人民政府")]),  # no 市人民政府
    ("由市、县人民政府决定",                        [("人民政府", "人民政府")]),
    ("由样品区管委会水行政主管部门决定",              [("水行政主管部门", "水行政主管部门")]),
    ("由人民法院审理",                              [("人民法院", "人民法院")]),
    ("申请公证机构公证",                            []),  # no administrative agency
    ("物业管理委员会由业主组成",                     []),  # and none inside it
    ("国家机关应当节约",                            []),
    ("公安、城市管理、市场监督管理等部门",            [("公安", "公安机关"), ("城市管理", "城市管理主管部门"),
                                                   ("市场监督管理", "市场监督管理部门")]),
    ("住房和城乡建设、人力资源和社会保障等部门",      [("住房和城乡建设", "住房城乡建设主管部门"),
                                                   ("人力资源和社会保障", "人力资源社会保障行政部门")]),
    ("公安、交通运输和城市管理部门",                 [("公安", "公安机关"), ("交通运输", "交通运输主管部门"),
                                                   ("城市管理部门", "城市管理主管部门")]),
    ("农业农村、林业以及水利等有关部门",              [("农业农村", "农业农村主管部门"), ("林业", "林业草原主管部门"),
                                                   ("水利", "水行政主管部门")]),
    ("财政、海关、税务等部门",                       [("财政", "财政部门"), ("海关", "海关"), ("税务", "税务机关")]),
    ("发展教育、卫生、交通等事业",                   []),  # a list of fields, not of agencies
    ("工商业者应当守法",                            []),
    ("打开教育局面",                                []),
    ("加强县城管理",                                []),
    ("地方政府债券",                                []),
    ("市财政、教育等负有样品管理职责的部门应当",        [("财政", "财政部门"), ("教育", "教育行政部门")]),
    ("教育（体育）主管部门应当",                      [("教育（体育）主管部门", "教育行政部门")]),
    ("教育（以下简称样品教育）、体育",                 []),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), AGENCIES)
def test_find_agencies(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(tag.surface, tag.canonical) for tag in find_agencies(provision(text))] == expected


# fmt: off
ROLE_CASES = [
    ("由公安机关处五百元以下罚款。",                         ["实施"]),
    ("由滨海市公安机关责令改正。",                           ["实施"]),  # a place before the name
    ("海关应当检查货物。",                                  ["实施"]),
    ("必要时，海关可以扣留货物。",                           ["实施"]),
    ("经营者应当向税务机关申请登记。",                        ["实施"]),
    ("未经民政部门批准，不得募捐。",                         ["实施"]),  # it decides
    ("募捐方案报民政部门批准。",                             ["实施"]),
    ("在登记机关办理登记。",                                ["实施"]),
    ("海关发现货物受损的，应当通知货主。",                    ["实施"]),  # the subject goes on after its condition
    ("迁移样品应当征得海关的书面同意。",                      ["实施"]),
    ("迁移样品应当经市、甲县海关同意。",                      ["实施"]),
    ("接到举报的海关应当及时处理。",                         ["实施"]),
    ("海关工作人员可以进入仓库检查。",                       ["实施"]),  # staff on duty
    ("由民政部门会同财政部门责令改正。",                      ["实施", "会同"]),
    ("民政部门应当会同有关部门检查。",                       ["实施", "提及"]),  # a partner that tells nobody apart
    ("海关应当配合公安机关调查。",                           ["配合", "实施"]),
    ("公安、财政等部门按照各自职责，做好相关工作。",            ["配合", "配合"]),
    ("市人民政府应当组织公安、财政等部门检查。",               ["实施", "配合", "配合"]),
    ("海关应当将案件移送公安机关处理。",                      ["实施", "配合"]),
    ("协会在民政部门的指导下开展活动。",                      ["监督"]),
    ("省民政部门应当指导、监督下级人民政府的工作。",            ["监督", "提及"]),
    ("单位应当向公安机关报告。",                             ["报告"]),
    ("章程应当报民政部门备案。",                             ["报告"]),
    ("由海关提出意见，报国务院批准。",                        ["实施", "报告"]),
    ("海关可以委托街道办事处实施检查。",                      ["实施", "受托"]),
    ("人民法院应当受理。",                                  ["司法"]),
    ("当事人可以向人民法院起诉。",                           ["提及"]),
    ("海关工作人员玩忽职守的，依法给予处分。",                 ["提及"]),
    ("海关及其工作人员违反规定的，由上级机关责令改正。",         ["提及", "实施"]),
    ("阻碍海关依法检查的，由公安机关处罚。",                   ["提及", "实施"]),
    ("未向海关申报的，由公安机关处罚。",                      ["提及", "实施"]),
    ("违反本办法规定，未经海关同意，擅自转让的，责令改正。",     ["提及"]),
    ("被海关扣留的货物应当登记。",                           ["提及"]),
    ("按照国务院规定的标准收费。",                           ["提及"]),
    ("具体办法由财政部门制定。",                             ["提及"]),  # makes rules, exercises no power here
    ("具体办法由财政部门会同民政部门制定。",                   ["提及", "提及"]),
    ("由财政部门确定收费标准。",                             ["实施"]),
    ("对海关的处罚决定不服的，可以申请复议。",                 ["提及"]),
    ("本办法所称执法，是指海关的检查。",                      ["提及"]),
    ("海关应当将处理结果通知公安机关。",                      ["实施", "提及"]),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), ROLE_CASES)
def test_role(text: str, expected: list[str]) -> None:
    assert [tag.role for tag in find_agencies(provision(text))] == expected


# fmt: off
LEVELS = [  # the name, the text
    ("公安机关",     "由国务院公安机关决定",                   "国务院"),
    ("国家统计局",   "由国家统计局决定",                       "国务院"),
    ("公安机关",     "由省、自治区、直辖市人民政府公安机关决定",  "省级"),
    ("公安机关",     "由省级以上公安机关决定",                  "省级以上"),
    ("公安机关",     "由设区的市级以上人民政府公安机关决定",     "市级以上"),
    ("公安机关",     "由市公安机关决定",                       "市级"),
    ("公安机关",     "由县级以上地方人民政府公安机关决定",       "县级以上"),
    ("公安机关",     "由设区的市、县（市、区）公安机关决定",     "市级、县级"),  # joined levels, each by itself
    ("公安机关",     "由市、县级市公安机关决定",                "市级、县级"),
    ("公安机关",     "由市、东湖区公安机关决定",                "市级、县级"),  # the name of a district
    ("公安机关",     "由市、区(市)公安机关决定",                "市级、县级"),
    ("公安机关",     "由国务院公安机关或者省级公安机关决定",      "国务院"),  # each name has its own
    ("公安机关",     "由城市、县人民政府公安机关决定",          "市级、县级"),
    ("人民政府",     "市和区县（市）人民政府可以责成查封",      "市级、县级"),
    ("财政部门",     "由市财政部门或者区财政部门决定",          "市级"),
    ("公安机关",     "由市辖区公安机关决定",                   "县级"),
    ("财政部门",     "由国务院财政部门及其派出机构决定",        "国务院"),
    ("公安机关",     "由区公安机关决定",                       "县级"),
    ("街道办事处",   "由街道办事处决定",                       "乡镇街道"),
    ("乡镇人民政府", "由乡镇人民政府决定",                      "乡镇街道"),
    ("县级人民政府", "由县级人民政府决定",                      "县级"),
    ("公安机关",     "由公安机关决定",                         ""),
    ("管理机构",     "由自然保护区管理机构决定",                ""),  # an area, no level
    ("公安机关",     "由城市人民政府公安机关决定",              "市级"),
    ("公安机关",     "由县（市）以上公安机关决定",              "县级以上"),
    ("样品主管部门", "由城市样品主管部门决定",                  ""),  # what is in cities, no level
    ("管理委员会",   "由样品风景名胜区管理委员会决定",          ""),
]
# fmt: on


@pytest.mark.parametrize(("name", "text", "level"), LEVELS)
def test_level_of(name: str, text: str, level: str) -> None:
    assert level_of(text, text.index(name)) == level


GENERAL = "第二条 市民政部门负责本市的样品管理工作。公安、财政等部门按照各自职责做好相关工作。"
# fmt: off
AUTHORITIES = [
    ([GENERAL],                                                                       ["民政部门"], "主管"),
    ([GENERAL, "第九条 本办法规定的行政处罚，由公安机关决定。"],                             ["公安机关"], "处罚"),
    ([GENERAL, "第九条 本办法规定的降级的行政处罚，由发证机关决定；其他行政处罚，由海关决定。"], ["海关"],    "处罚"),
    ([GENERAL, "第九条 本办法规定的行政处罚，情节轻微的，可以由税务所决定。"],                ["民政部门"], "主管"),
    (["第二条 市人民政府负责本市样品管理工作。"],                                           ["市人民政府"], "主管"),
    (["第二条 县级以上人民政府负责本行政区域内样品的管理工作。", "第三条 民政部门负责样品的监督管理工作。"], ["民政部门"], "主管"),
    (["第二条 市样品指挥机构负责统一领导全市样品工作。乡（镇）人民政府负责辖区内的样品管理工作。"], [], ""),
    (["第二条 民政部门依法对样品进行行政管理，其他有关部门在各自职责范围内负责有关工作。"], ["民政部门"], "主管"),
    (["第二条 海关对样品买卖实行统一的日常管理。"], ["海关"], "主管"),
    (["第二条 样品工作实行分工：\n（一）财政部门负责样品经费的管理工作。"], [], ""),
    (["第二条 财政部门负责制定全国样品信息化建设规划。", "第三条 海关负责全国样品管理工作。"], ["海关"], "主管"),
    (["第二条 经营者应当守法。"],                                                         [],          ""),
    (["第二条 海关负责样品许可的组织实施。", "第三条 县级以上海关负责本行政区域内的样品管理工作。"], ["海关"], "主管"),
]
# fmt: on


@pytest.mark.parametrize(("texts", "names", "source"), AUTHORITIES)
def test_default_authority(texts: list[str], names: list[str], source: str) -> None:
    found, why = default_authority([provision(text, text[:3]) for text in texts])
    assert ([agency.surface for agency in found], why) == (names, source)
    assert {agency.role for agency in found} <= {"实施"}


COLLOQUIAL = (
    "城管 城管局 工商局 环保局 交警 卫健委 派出所 食药监局 质监局 国土局 规划局 房管局 住建局 安监局 运管处 渔政部门 路政部门"
    " 林业局 农业局 水利局 文旅局 人社局 劳动局 社保局 税务局 消防队 街道办 镇政府 车管所 医保局 药监局 教育局 民政局 城管大队"
).split()


@pytest.mark.parametrize("name", COLLOQUIAL)
def test_what_people_call_a_body_is_found_in_a_question(name: str) -> None:
    (agency,) = find_agencies(provision(f"违停归{name}管吗"))
    assert agency.surface == name
    assert agency.canonical


def test_a_split_name_lists_all_who_hold_its_functions_and_why() -> None:
    known = {row.canonical for row in agencies()}
    for row in agencies():
        assert set(row.candidates) <= known, row.id
        assert bool(row.candidates) == bool(row.reason) == bool(row.canonical and not row.one_to_one), row.id
        if row.kind == "excluded":
            assert not row.canonical, row.id
    names = {row.surface: row for row in agencies()}
    assert set(names["食品药品监督管理部门"].candidates) == {"市场监督管理部门", "药品监督管理部门"}
    assert set(names["价格主管部门"].candidates) == {"发展改革部门", "市场监督管理部门"}


@pytest.mark.parametrize("row", agency_patterns(), ids=lambda row: row.id)
def test_a_description_finds_its_example_and_not_its_counter(row: PatternRow) -> None:
    assert row.regex.fullmatch(row.example)
    assert not row.regex.search(row.counter)
    assert any(word in row.example for word in row.gate)
