"""Facts that reading must find: in documents of our own of several kinds, and, where ../shared is, in the five sources.

A row names the list of the reading and the fields that one record in it must have; ``…`` in a value stands for any
words. What is checked are facts and figures, not how a sentence is cut.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kb.policy import Reading, read_file

HERE = Path(__file__).parent / "policy"
SOURCES = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "policy"
DAY = "2026-01-31"


@cache
def readings(path: Path) -> tuple[Reading, ...]:
    return tuple(read_file(path, day=DAY))


def fits(value: Any, wanted: Any) -> bool:
    if isinstance(wanted, str) and "…" in wanted:
        return re.fullmatch(".*".join(map(re.escape, wanted.split("…"))), str(value), re.DOTALL) is not None
    return bool(value == wanted)


def said(reading: Reading, kind: str, fields: dict[str, Any]) -> bool:
    if kind == "self":
        return all(fits(getattr(reading, name), value) for name, value in fields.items())
    records = getattr(reading, kind)
    return any(all(fits(getattr(record, n), v) for n, v in fields.items()) for record in records)


# ---------------------------------------------------------------- documents of our own

# fmt: off
MADE = [
    ("county.txt", "self", {"number": "示政办规〔2024〕15号", "effective": "2024-06-01", "expires": "2027-05-31"}),
    ("county.txt", "forms", {"name": "联合执法"}),
    ("county.txt", "paths", {"steps": ("审核：县司法局", "批准：联系该行业的副县长")}),
    ("county.txt", "paths", {"steps": ("审核：县司法局", "审核：县政府办公室", "批准：县长办公会议")}),
    ("county.txt", "paths", {"condition": "争议", "steps": ("协商：执法单位", "协调：县司法局", "裁决：县政府")}),
    ("county.txt", "contents", {"of": "工作方案", "parts": ("事由", "对象", "参与单位", "人员分工", "起止日期", "应急预案", "经费来源")}),
    ("county.txt", "clocks", {"amount": 2, "unit": "工作日", "body": "首接单位"}),
    ("county.txt", "clocks", {"amount": 24, "unit": "小时", "trigger": "核实"}),
    ("county.txt", "clocks", {"amount": 10, "unit": "工作日", "body": "受转单位"}),
    ("county.txt", "clocks", {"amount": 5, "unit": "工作日", "act": "…延长…"}),
    ("county.txt", "clocks", {"amount": 24, "unit": "小时", "trigger": "决定移送"}),
    ("county.txt", "clocks", {"kind": "频次", "unit": "次/月", "body": "县大数据中心"}),
    ("county.txt", "clocks", {"kind": "频次", "unit": "次/2个月", "body": "协调小组办公室"}),
    ("county.txt", "clocks", {"kind": "频次", "unit": "次/半年"}),
    ("county.txt", "roles", {"role": "发起", "body": "行政执法单位"}),
    ("county.txt", "roles", {"role": "抄送", "body": "县人民检察院"}),
    ("county.txt", "roles", {"role": "问责", "body": "县纪委监委"}),
    ("county.txt", "roles", {"role": "裁决协调", "body": "县政府"}),
    ("county.txt", "checklist", {"kind": "执法调处", "verdict": "有"}),
    ("county.txt", "checklist", {"kind": "互动", "verdict": "有"}),
    ("county.txt", "checklist", {"kind": "资源共享", "verdict": "有"}),
    ("county.txt", "checklist", {"kind": "联席会议", "verdict": "无"}),
    ("county.txt", "groups", {"name": "县联合执法协调小组", "leaders": 1, "deputies": 2, "members": 8, "office": ("县司法局",)}),
    ("county.txt", "members", {"unit": "县环保局", "canonical": "生态环境主管部门"}),
    ("county.txt", "members", {"unit": "县工商局", "canonical": "市场监督管理部门"}),
    ("county.txt", "members", {"unit": "县安监局", "canonical": "应急管理部门"}),
    ("county.txt", "names", {"name": "执法数据交换平台"}),
    ("county.txt", "names", {"name": "联合执法台账"}),
    ("county.txt", "duties", {"kind": "禁止", "body": "…首接单位", "act": "以不属于本单位职责为由拒收线索"}),
    ("county.txt", "duties", {"kind": "禁止", "body": "原承办单位"}),
    ("county.txt", "faults", {"kind": "缺附件", "quote": "…提请书…"}),
    ("county.txt", "faults", {"kind": "缺附件", "quote": "…转送单…"}),
    ("transfer.md", "delegations", {"loses": "区城市管理局、区水务局", "gains": "街道办事处", "count": 4}),
    ("transfer.md", "delegations", {"act": "收回"}),
    ("transfer.md", "delegations", {"act": "委托", "loses": "市规划局", "gains": "…管理委员会"}),
    ("transfer.md", "delegated_items", {"name": "对在公共绿地种菜行为的处罚", "loses": "区城市管理局", "gains": "东湖街道"}),
    ("transfer.md", "delegated_items", {"name": "取水许可", "doubt": "…行政处罚权…"}),
    ("transfer.md", "delegated_items", {"name": "对在河堤取土行为的强制执行", "doubt": "…市水务局…"}),
    ("transfer.md", "delegated_items", {"name": "对在河堤取土行为的强制执行", "doubt": "…综合执法队…"}),
    ("transfer.md", "delegation_checks", {"number": 1, "requirement": "定期组织评估", "verdict": "有表述"}),
    ("transfer.md", "delegation_checks", {"number": 1, "requirement": "划出的是县级人民政府部门的处罚权", "verdict": "符合"}),
    ("transfer.md", "figure_checks", {"kind": "目录", "stated": "4", "computed": "5", "verdict": "不一致"}),
    ("yearly.txt", "figure_checks", {"kind": "合计", "stated": "1060", "computed": "1070", "verdict": "不一致"}),
    ("yearly.txt", "figure_checks", {"kind": "合计", "stated": "4815", "computed": "4805", "verdict": "不一致"}),
    ("yearly.txt", "figure_checks", {"kind": "合计", "stated": "126", "computed": "116", "verdict": "不一致"}),
    ("yearly.txt", "figure_checks", {"kind": "占比", "stated": "7.5%", "computed": "6.5%", "verdict": "不一致"}),
    ("yearly.txt", "figure_checks", {"kind": "占比", "stated": "12.5%", "verdict": "一致"}),
    ("yearly.txt", "figure_checks", {"kind": "占比", "stated": "95.0%", "verdict": "一致"}),
    ("yearly.txt", "figure_checks", {"kind": "占比", "stated": "96.9%", "verdict": "一致"}),
    ("yearly.txt", "figure_checks", {"kind": "均值", "stated": "4", "verdict": "一致"}),
    ("yearly.txt", "figures", {"value": 9_865_000, "unit": "元"}),
    ("yearly.txt", "checklist", {"kind": "联合执法", "verdict": "有"}),
    ("yearly.txt", "checklist", {"kind": "资源共享", "verdict": "仅提及"}),
    ("yearly.txt", "roles", {"role": "会同", "body": "市司法局"}),
    ("yearly.txt", "gaps", {"matter": "…废旧轮胎回收点…"}),
    ("street.txt", "self", {"number": "示市办字〔2025〕3号", "effective": "2025-07-01", "expires": "2027-06-30"}),
    ("street.txt", "roles", {"role": "牵头", "body": "市综合行政执法局"}),
    ("street.txt", "roles", {"role": "负责", "body": "各街道办事处"}),
    ("street.txt", "contents", {"of": "协同事项", "parts": ("技术鉴定", "案情会商", "强制执行配合")}),
    ("street.txt", "clocks", {"amount": 4, "unit": "工作日", "trigger": "收函", "body": "部门"}),
    ("street.txt", "clocks", {"amount": 2, "unit": "小时"}),
    ("street.txt", "clocks", {"kind": "频次", "unit": "次/2周"}),
    ("street.txt", "paths", {"condition": "争议", "steps": ("协调：市司法局", "裁决：市人民政府")}),
    ("street.txt", "checklist", {"kind": "执法调处", "verdict": "有"}),
    ("street.txt", "duties", {"kind": "禁止", "body": "任何单位", "act": "向街道摊派罚没指标"}),
    ("street.txt", "delegations", {"act": "委托", "loses": "市城市管理局", "gains": "街道办事处"}),
    ("street.txt", "figure_checks", {"kind": "占比", "stated": "93.8%", "verdict": "一致"}),
    ("street.txt", "figure_checks", {"kind": "占比", "stated": "6.5%", "computed": "6.2%", "verdict": "不一致"}),
]
# fmt: on


@pytest.mark.parametrize(("name", "kind", "fields"), MADE, ids=[f"{n}-{k}-{i}" for i, (n, k, _) in enumerate(MADE)])
def test_facts_of_documents_of_our_own(name: str, kind: str, fields: dict[str, Any]) -> None:
    (reading,) = readings(HERE / name)
    assert said(reading, kind, fields)


# ---------------------------------------------------------------- the five sources

S0, S1, S2, S3, S4 = (
    "000_85395ebfb61b902e",
    "001_33ee9cf67e419635",
    "002_f34741278ed94c26",
    "003_faa3bd1e2f6ed1bb",
    "004_6c1650c98cc82339",
)
# fmt: off
FACTS = [  # row of the list of systems, document, essay, list, fields
    (1, S1, 2, "figure_checks", {"kind": "合计", "stated": "280", "computed": "280", "verdict": "一致"}),
    (1, S1, 2, "figure_checks", {"kind": "合计", "stated": "13", "computed": "13", "verdict": "一致"}),
    (1, S1, 2, "figures", {"value": 35, "subject": "省级行使"}),
    (1, S1, 2, "figures", {"value": 245, "subject": "属地行使"}),
    (1, S1, 2, "figures", {"value": 3, "unit": "部", "subject": "…法律"}),
    (1, S1, 2, "figures", {"value": 7, "unit": "部", "subject": "…行政法规"}),
    (1, S1, 2, "figures", {"value": 6, "unit": "部", "subject": "…地方性法规…"}),
    (1, S1, 2, "figures", {"value": 27, "unit": "部", "subject": "…规章"}),
    (1, S1, 2, "figures", {"value": 513, "unit": "支"}),
    (1, S1, 2, "figures", {"value": 3, "unit": "支", "subject": "…省级"}),
    (1, S1, 2, "names", {"kind": "库", "name": "执法权力事项基准库"}),
    (2, S1, 2, "names", {"name": "行政执法权力事项清单编制规范"}),
    (2, S1, 2, "names", {"name": "行政执法权力事项编码规则"}),
    (3, S1, 2, "contents", {"of": "…省级保留行使的执法权力…", "count": 3}),
    (4, S1, 2, "figures", {"value": 2800, "unit": "支"}),
    (4, S1, 2, "figures", {"value": 40, "unit": "领域"}),
    (4, S1, 2, "figures", {"value": 36, "unit": "支", "subject": "省级…"}),
    (4, S1, 2, "figures", {"value": 35, "unit": "支", "subject": "市…"}),
    (4, S1, 2, "figures", {"value": 30, "unit": "支", "subject": "县…"}),
    (4, S1, 2, "figures", {"value": 19, "unit": "支", "subject": "区…"}),
    (5, S1, 2, "figures", {"value": 7, "unit": "支", "approximate": "5至"}),
    (5, S1, 2, "delegations", {"count": 518, "gains": "…综合行政执法局"}),
    (5, S1, 2, "figures", {"value": 23, "unit": "领域"}),
    (6, S1, 0, "names", {"name": "权力清单"}),
    (6, S1, 0, "names", {"name": "责任清单"}),
    (6, S1, 0, "names", {"name": "主体责任和配合责任清单"}),
    (7, S1, 0, "delegations", {"count": 105, "gains": "乡镇(街道)", "scope": "…10多个领域"}),
    (7, S1, 0, "delegations", {"act": "上收", "what": "…不适应…"}),
    (7, S1, 0, "mechanisms", {"kind": "权力动态评估"}),
    (8, S1, 0, "names", {"name": "泰州市乡镇(街道)职责准入制度"}),
    (8, S1, 0, "roles", {"role": "…批准", "body": "相关部门"}),
    (9, S1, 0, "contents", {"parts": ("基本信息", "办理依据", "运行流程图", "监督方式", "责任事项", "追责情形")}),
    (10, S2, 0, "names", {"kind": "清单", "name": "职能单位职权目录"}),
    (11, S0, 1, "roles", {"role": "均有职权", "body": "环保", "canonical": "生态环境主管部门"}),
    (11, S0, 1, "roles", {"role": "均有职权", "body": "*", "canonical": ""}),
    (11, S0, 1, "roles", {"role": "均有职权", "body": "卫生", "canonical": "卫生健康主管部门"}),
    (11, S0, 1, "roles", {"role": "均有职权", "body": "城监", "canonical": "城市管理主管部门"}),
    (12, S0, 1, "roles", {"role": "涉及", "body": "**", "canonical": ""}),
    (12, S0, 1, "roles", {"role": "涉及", "body": "环卫", "canonical": "城市管理主管部门"}),
    (13, S4, 0, "forms", {"name": "联合执法", "cases": 4}),
    (13, S4, 0, "forms", {"name": "协同执法", "cases": 5}),
    (13, S4, 0, "forms", {"name": "案件移送"}),
    (13, S4, 0, "forms", {"name": "信息共享"}),
    (14, S4, 0, "contents", {"of": "联动执法方案", "count": 8}),
    (14, S4, 0, "principles", {"act": "发起", "duty": "牵头"}),
    (14, S4, 0, "roles", {"role": "备案", "body": "县政府督查室"}),
    (14, S4, 0, "roles", {"role": "备案", "body": "县司法局"}),
    (14, S4, 0, "roles", {"role": "征求意见", "body": "各相关部门"}),
    (15, S4, 0, "paths", {"condition": "…单个领域…", "steps": ("拟订：事项发起的镇(街道、经济开发区)或行政执法部门", "批准：分管县领导")}),
    (15, S4, 0, "paths", {"condition": "…多个领域…", "steps": ("拟订：镇(街道、经济开发区)或牵头部门", "审核：县司法局", "批准：各执法领域分管县领导", "印发：县政府办公室")}),
    (15, S4, 0, "paths", {"condition": "…全县…", "steps": ("拟订：牵头部门", "审核：县司法局", "批准：分管县领导", "批准：县政府主要领导", "印发：县政府办公室")}),
    (16, S4, 0, "clocks", {"amount": 3, "unit": "工作日", "trigger": "通报"}),
    (16, S4, 0, "contents", {"of": "…材料", "parts": "…现场检查记录…现场照片…举报投诉材料…"}),
    (16, S4, 0, "faults", {"kind": "缺附件", "quote": "移送函…附件1"}),
    (17, S4, 0, "clocks", {"amount": 3, "unit": "工作日", "trigger": "接到查询请求"}),
    (17, S4, 0, "clocks", {"kind": "即时", "act": "提供查询服务"}),
    (17, S4, 0, "duties", {"kind": "禁止", "act": "…拒绝…"}),
    (17, S4, 0, "duties", {"kind": "禁止", "act": "收取费用"}),
    (18, S4, 0, "groups", {"leaders": 1, "deputies": 6, "members": 22, "office": ("县司法局", "县政府督查室")}),
    (18, S4, 0, "groups", {"doubts": "…县司法局…"}),
    (18, S4, 0, "clocks", {"kind": "频次", "unit": "次/季度", "body": "县政府办公室"}),
    (18, S4, 0, "members", {"unit": "市生态环境局沂源分局", "canonical": "生态环境主管部门"}),
    (18, S4, 0, "members", {"unit": "县应急局", "canonical": "应急管理部门"}),
    (18, S4, 0, "members", {"unit": "市公安局交警支队沂源大队", "canonical": "公安机关"}),
    (18, S4, 0, "members", {"unit": "县消防救援大队", "canonical": "消防救援机构"}),
    (18, S4, 0, "members", {"unit": "乡村振兴局", "note": "…2023年并入…"}),
    (19, S4, 0, "roles", {"role": "问责", "body": "纪检监察机关"}),
    (19, S4, 0, "duties", {"kind": "禁止", "body": "任何部门、单位", "act": "…怠于履行…"}),
    (20, S4, 0, "self", {"effective": "2021-11-20", "expires": "2026-11-19", "register": "YYDR-2021-0010009", "published": "2021-10-20"}),
    (21, S0, 2, "principles", {"act": "审批", "duty": "监管"}),
    (21, S0, 2, "principles", {"act": "主管", "duty": "监管"}),
    (21, S0, 2, "roles", {"role": "接收移送", "body": "综合行政执法部门"}),
    (22, S0, 1, "checklist", {"kind": "联席会议", "verdict": "有"}),
    (22, S0, 1, "checklist", {"kind": "联合执法", "verdict": "有"}),
    (22, S0, 1, "checklist", {"kind": "联动", "verdict": "有"}),
    (22, S0, 1, "checklist", {"kind": "互动", "verdict": "有"}),
    (22, S0, 1, "checklist", {"kind": "资源共享", "verdict": "有"}),
    (22, S0, 1, "checklist", {"kind": "执法调处", "verdict": "有"}),
    (22, S0, 1, "paths", {"condition": "争议", "steps": ("协商：行政执法机关", "协调：同级政府法制机构", "裁决：共同上一级行政机关")}),
    (23, S0, 1, "names", {"kind": "平台系统", "name": "数字化城管信息平台"}),
    (24, S0, 1, "mechanisms", {"kind": "双向告知"}),
    (25, S0, 2, "formulas", {"formula": "19+X"}),
    (25, S0, 2, "figures", {"value": 1232, "unit": "项"}),
    (25, S0, 2, "formulas", {"formula": "1+5+3+X", "parts": "…生态环保…自然资源…"}),
    (26, S0, 2, "roles", {"role": "接收移送", "body": "区(县、市)相应的执法部门"}),
    (27, S0, 2, "mechanisms", {"kind": "吹哨报到"}),
    (27, S1, 0, "contents", {"parts": ("办结度", "满意度")}),
    (28, S0, 3, "mechanisms", {"kind": "备案"}),
    (28, S0, 2, "mechanisms", {"kind": "案件核审"}),
    (28, S1, 1, "mechanisms", {"kind": "案件核审"}),
    (29, S0, 3, "clocks", {"amount": 72, "unit": "小时"}),
    (29, S0, 3, "figures", {"value": 2, "unit": "名"}),
    (29, S0, 3, "clocks", {"kind": "频次", "unit": "次/季度"}),
    (30, S0, 3, "figures", {"value": 19, "subject": "…责任部门"}),
    (30, S0, 3, "figures", {"value": 21, "unit": "部门"}),
    (30, S0, 3, "figures", {"value": 464}),
    (30, S0, 3, "figures", {"value": 17_000, "unit": "人"}),
    (30, S0, 3, "figures", {"value": 70, "approximate": "余"}),
    (30, S0, 3, "figures", {"value": 300, "approximate": "余"}),
    (30, S0, 3, "figures", {"value": 5029, "unit": "户"}),
    (30, S0, 3, "roles", {"role": "负责", "body": "各有关部门"}),
    (31, S0, 4, "mechanisms", {"kind": "联合执法", "group": "形式"}),
    (32, S0, 4, "roles", {"role": "均有职权", "body": "水利", "when": "…出台前"}),
    (32, S0, 4, "roles", {"role": "均有职权", "body": "渔政", "when": "…出台前"}),
    (32, S0, 4, "roles", {"role": "均有职权", "body": "海事", "when": "…出台前"}),
    (32, S0, 4, "roles", {"role": "均有职权", "body": "环保", "when": "…出台前"}),
    (32, S0, 4, "roles", {"role": "均有职权", "body": "基层政府", "when": "…出台前"}),
    (32, S0, 4, "roles", {"role": "负责", "canonical": "水行政主管部门", "when": "2006年8月14日"}),
    (32, S0, 4, "faults", {"quote": "都阳湖", "suggestion": "鄱阳湖"}),
    (33, S0, 4, "roles", {"role": "吊销证照", "canonical": "自然资源主管部门", "matter": "…采矿许可证"}),
    (33, S0, 4, "roles", {"role": "吊销证照", "canonical": "矿山安全监察机构", "matter": "…安全生产许可证"}),
    (33, S0, 4, "roles", {"role": "吊销证照", "matter": "…煤炭生产许可证…"}),
    (33, S0, 4, "roles", {"role": "吊销证照", "canonical": "市场监督管理部门", "matter": "…营业执照"}),
    (33, S0, 4, "names", {"kind": "证照", "name": "煤炭生产许可证"}),
    (34, S0, 4, "mechanisms", {"kind": "跨区域协作"}),
    (34, S0, 4, "laws", {"title": "湖南省行政程序规定", "law_address": "第十五条"}),
    (34, S0, 4, "contents", {"parts": ("签到合作协议", "建立行政首长联系会议制度", "成立专项工作小组", "推进区域经济一体化")}),
    (35, S0, 4, "contents", {"of": "环境执法协调…", "count": 6}),
    (35, S0, 4, "contents", {"of": "问责", "count": 4}),
    (35, S0, 4, "contents", {"of": "…监督", "parts": ("内部监督", "外部监督")}),
    (36, S0, 5, "contents", {"of": "…共12个模块，列出4个…", "parts": ("案件移送", "案件查询", "监督管理", "执法动态")}),
    (37, S0, 5, "contents", {"parts": ("销售金额", "非法所得", "货值金额", "票面额", "违法所得数额")}),
    (38, S0, 5, "mechanisms", {"kind": "联络员"}),
    (38, S0, 5, "clocks", {"kind": "频次", "unit": "次/年"}),
    (38, S0, 5, "clocks", {"kind": "频次", "unit": "次/季度"}),
    (38, S0, 5, "names", {"name": "专题研讨机制"}),
    (38, S0, 5, "mechanisms", {"kind": "备案"}),
    (38, S0, 5, "mechanisms", {"kind": "提前介入"}),
    (38, S0, 5, "mechanisms", {"kind": "专项检查"}),
    (39, S0, 5, "laws", {"title": "药品管理法", "law_address": "第八十二条"}),
    (39, S0, 5, "laws", {"title": "刑法", "law_address": "第二百八十条"}),
    (40, S0, 5, "figures", {"value": 47_377, "unit": "起"}),
    (40, S0, 5, "figures", {"value": 1416, "unit": "人次"}),
    (40, S0, 5, "figures", {"value": 63, "unit": "件"}),
    (40, S0, 5, "figures", {"value": 74, "unit": "人"}),
    (40, S0, 5, "figures", {"value": 18, "unit": "人"}),
    (40, S0, 5, "figure_checks", {"kind": "推算", "computed": "0.13%"}),
    (41, S0, 6, "clocks", {"kind": "频次", "unit": "次/日"}),
    (41, S0, 6, "clocks", {"kind": "频次", "unit": "次/月"}),
    (41, S0, 6, "clocks", {"kind": "频次", "unit": "次/季度"}),
    (41, S0, 6, "names", {"name": "土地执法领导负责制"}),
    (41, S0, 6, "roles", {"role": "协同处置", "body": "市城管执法部门", "matter": "…私搭乱建…"}),
    (41, S0, 6, "roles", {"role": "协同处置", "canonical": "公安机关"}),
    (41, S0, 6, "roles", {"role": "协同处置", "body": "纪检"}),
    (41, S0, 6, "roles", {"role": "协同处置", "body": "市人民法院"}),
    (42, S0, 0, "contents", {"of": "…模式", "count": 3}),
    (42, S0, 7, "names", {"name": "督查会办制度"}),
    (42, S0, 7, "names", {"name": "有奖举报制度"}),
    (43, S1, 2, "mechanisms", {"kind": "双随机抽查"}),
    (43, S1, 2, "names", {"kind": "库", "name": "随机抽查对象库"}),
    (43, S1, 2, "names", {"kind": "库", "name": "执法检查人员名录库"}),
    (43, S1, 2, "names", {"kind": "清单", "name": "随机抽查事项清单"}),
    (43, S1, 2, "figure_checks", {"kind": "占比", "stated": "22%", "verdict": "一致"}),
    (43, S1, 2, "figures", {"value": 41, "unit": "户"}),
    (44, S1, 2, "mechanisms", {"kind": "信用监管"}),
    (44, S1, 2, "mechanisms", {"kind": "分类监管"}),
    (44, S1, 2, "mechanisms", {"kind": "举报奖励"}),
    (44, S1, 2, "names", {"kind": "清单", "name": "警示名单"}),
    (45, S1, 2, "mechanisms", {"kind": "双向告知"}),
    (45, S1, 2, "duties", {"act": "…往来有痕迹、责任可追溯…"}),
    (46, S1, 0, "figures", {"value": 6852, "unit": "个"}),
    (46, S1, 0, "figures", {"value": 20_000, "unit": "名"}),
    (46, S1, 0, "figures", {"value": 88, "unit": "乡镇"}),
    (46, S3, 0, "figures", {"value": 97, "unit": "起"}),
    (46, S3, 0, "figures", {"value": 360, "unit": "起"}),
    (46, S3, 0, "figure_checks", {"kind": "合计", "stated": "33", "verdict": "一致"}),
    (46, S3, 0, "figures", {"value": 100, "subject": "办结率"}),
    (46, S3, 0, "figure_checks", {"kind": "均值", "stated": "0.56", "verdict": "一致"}),
    (47, S1, 1, "delegations", {"act": "划入", "loses": "…工商行政管理局、质量技术监督局、食品药品监督管理局", "loses_now": "市场监督管理部门…"}),
    (47, S1, 1, "figures", {"value": 1000, "unit": "部", "approximate": "余"}),
    (48, S2, 0, "names", {"name": "行政权力网上公开透明运行系统"}),
    (48, S2, 0, "names", {"name": "行政效能电子监察系统"}),
    (48, S2, 0, "figure_checks", {"kind": "占比", "stated": "10.8%", "computed": "10.9%", "verdict": "不一致"}),
    (48, S2, 0, "figures", {"value": 63_007, "unit": "件"}),
    (49, S2, 0, "figures", {"value": 40, "unit": "家"}),
    (49, S2, 0, "figures", {"value": 180, "unit": "件"}),
    (49, S2, 0, "mechanisms", {"kind": "案卷评查"}),
    (49, S2, 0, "names", {"name": "行政执法责任制"}),
    (49, S2, 0, "mechanisms", {"kind": "责任追究"}),
    (50, S2, 0, "names", {"kind": "文件", "name": "徐州市规范行使行政处罚自由裁量权指导意见"}),
    (50, S2, 0, "figures", {"value": 2, "unit": "件"}),
    (50, S2, 0, "figures", {"value": 100, "subject": "报送率"}),
    (51, S3, 0, "gaps", {"matter": "废品回收行业"}),
    (0, S0, 4, "faults", {"quote": "白然", "suggestion": "自然"}),
    (0, S0, 4, "faults", {"quote": "问", "suggestion": "间"}),
    (0, S4, 0, "faults", {"quote": "牵头牵头", "suggestion": "牵头"}),
    (0, S0, 1, "faults", {"kind": "遮盖", "quote": "**"}),
    (0, S1, 0, "faults", {"kind": "截断"}),
    (0, S1, 2, "faults", {"kind": "截断"}),
    (0, S1, 1, "faults", {"kind": "遮盖", "quote": "xx"}),
]
# fmt: on


def counted(reading: Reading, kind: str, fields: dict[str, Any]) -> bool:
    """Like said, with count the number of parts and cases that of conditions; tuples are read as their parts joined."""
    plain = dict(fields)
    parts, cases = plain.pop("count", None), plain.pop("cases", None)
    if kind not in ("contents", "forms"):
        plain = fields
        parts = cases = None
    for record in [reading] if kind == "self" else getattr(reading, kind):
        same = all(
            fits(
                "、".join(value) if isinstance(value := getattr(record, n), tuple) and isinstance(v, str) else value, v
            )
            for n, v in plain.items()
        )
        if (
            same
            and (parts is None or len(record.parts) == parts)
            and (cases is None or len(record.conditions) == cases)
        ):
            return True
    return False


@pytest.mark.skipif(not SOURCES.is_dir(), reason="../shared/corpus/policy is not here: the five sources not read")
@pytest.mark.parametrize(
    ("row", "name", "part", "kind", "fields"), FACTS, ids=[f"{f[0]}-{f[3]}-{i}" for i, f in enumerate(FACTS)]
)
def test_facts_of_the_five_sources(row: int, name: str, part: int, kind: str, fields: dict[str, Any]) -> None:
    assert counted(readings(SOURCES / f"{name}.txt")[part], kind, fields)


@pytest.mark.skipif(not SOURCES.is_dir(), reason="../shared/corpus/policy is not here: the five sources not read")
@pytest.mark.parametrize(("day", "expected"), [("2026-11-19", "现行有效"), ("2026-11-20", "有效期已届满")])
def test_the_day_on_which_a_source_ends(day: str, expected: str) -> None:
    (found,) = read_file(SOURCES / f"{S4}.txt", day=day)
    assert found.status == expected
