"""Names of what is taken back or put down: which permit, whose things, for what; each case stands beside a near miss."""

from __future__ import annotations

import pytest
from test_naming import passage

from kb.naming import words_of

# fmt: off
UNDONE = [  # rule, clause, the conduct named before, name
    # a bare permit is told by what was done
    ("其他-撤销", "船艇检验机构出具虚假结果的，由港航部门撤销其检验资格", "", "对船艇检验机构出具虚假结果的撤销检验资格"),
    ("其他-撤销", "以欺骗手段取得船艇登记的，由登记机关撤销其船艇登记", "", "撤销船艇登记"),
    ("其他-撤销", "港航部门核查发现渡口与承诺不符的，依法撤销相应许可", "", "对渡口与承诺不符的撤销许可"),
    ("其他-撤销", "情节严重的，由港航部门撤销其资格认定", "", "撤销渡船资格认定"),
    ("其他-撤销", "情节严重的，由港航部门撤销其资格认定", "超出范围检验渡船", "对超出范围检验渡船，情节严重的撤销资格认定"),
    # what others do, a step, a time
    ("其他-撤销", "渡口经营人停业的，应当到原备案的港航部门撤销备案", "", ""),
    ("其他-撤销", "自登记机关注销登记之日起，渡口经营人终止", "", ""),
    ("其他-撤销", "港航部门应当优化简易注销登记程序和清税制度", "", ""),
    ("其他-撤销", "省港航部门违法作出审核批准的，原发证机关应当撤销原许可证", "", ""),
    ("其他-撤销", "申请渡口经营权注销登记的，登记机构应当注销登记", "", "渡口经营权注销登记"),
    # seized things and gains
    ("其他-取缔收缴", "制作含有本条例第三条规定禁止内容的船票的，由港航部门收缴其船票载体", "", "对制作含有禁止内容的船票的收缴船票载体"),
    ("其他-取缔收缴", "弄虚作假骗取渡船补偿的，由港航部门追缴非法所得", "", "对弄虚作假骗取渡船补偿的追缴非法所得"),
    ("其他-取缔收缴", "被撤销船员资格的，其船员资格证书由港航部门收缴", "", "对被撤销船员资格的收缴船员资格证书"),
    ("其他-取缔收缴", "登记机关准予注销登记的，收缴登记证书、印章", "", ""),
    ("其他-取缔收缴", "对检查不合格的，由渡口站收缴《船员证》，并由港航部门监督", "", ""),
    ("其他-取缔收缴", "今年以来，开展联合行动，取缔无证渡船464个", "", ""),
    ("其他-取缔收缴", "无法退还的，由港航部门予以收缴", "擅自收取渡船停靠费", "对擅自收取渡船停靠费，无法退还的收缴"),
    # other articles named in a condition
    ("其他-责令", "渡口经营者违反本条例第十二条第二款规定未设置救生船艇的，由港航部门责令限期改正", "", "对渡口经营者未设置救生船艇的责令限期改正"),
    ("其他-责令", "渡口经营者有本条例第十二条规定情形的，由港航部门责令限期改正", "", ""),
]
# fmt: on


@pytest.mark.parametrize(("rule", "text", "before", "name"), UNDONE)
def test_what_is_taken_back_is_told(rule: str, text: str, before: str, name: str) -> None:
    words = words_of("其他", rule, passage(text, before=before, subject="渡船管理"))
    assert (words.name if words else "") == name
