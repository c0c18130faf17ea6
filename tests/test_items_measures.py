"""What an item says of its penalties, on which articles it rests, and which conducts are no item at all."""

import pytest
from test_items import HEAD, Found, found

from kb.model import PowerItem


def penal(text: str) -> list[PowerItem]:
    return [item for item in found(f"{HEAD}第二条 {text}").items if item.kind == "行政处罚"]


def bases(made: Found, item: PowerItem) -> list[tuple[str, str]]:
    return [(b.role, b.address) for b in made.bases if b.item_id == item.id]


BY = "由城市管理部门"
# fmt: off
WORDS = [  # what follows from 摊主擅自占道的, the measures
    (f"{BY}给予警告或者停机整顿", "警告；责令停机整顿"),
    (f"{BY}给予警告或者停业整顿", "警告；责令停产停业"),
    (f"{BY}给予七个月以内停止联网、停机整顿的处罚", "责令停止联网、停机整顿7个月以下"),
    (f"{BY}责令停止使用有关器材或者停业整顿，处七百元罚款", "责令停止使用有关器材或者停业整顿；罚款700元"),
    (f"{BY}责令改正或者限制生产、停产整治，处七百元罚款", "责令限制生产；责令停产停业；罚款700元"),
    (f"{BY}责令停止招生、停止办园", "责令停止招生；责令停止办园"),
    (f"{BY}处七百元罚款或者责令退出绿道市集", "罚款700元；责令退出绿道市集"),
    (f"{BY}处七百元罚款或者责令限期改正", "罚款700元"),  # an order that goes with every penalty
    (f"{BY}吊销摆摊许可证或者资格证书", "吊销许可证件"),  # two papers, one penalty
    (f"{BY}处七百元罚款或者依照有关法律的规定处以拘留", "罚款700元；依照有关法律的规定处以拘留"),
    (f"{BY}处七百元罚款，必要时可以建议发证机关吊销摆摊许可证", "罚款700元；建议发证机关吊销摆摊许可证"),
    (f"{BY}处七百元罚款，必要时可以提请发证机关吊销摆摊许可证", "罚款700元；吊销许可证件"),
    (f"{BY}给予警告，可以建议其所在单位给予处分", "警告"),
    (f"{BY}处七百元罚款，对其中的领队，依照本条例第七条的规定处罚", "罚款700元；对其中的领队，依照本条例第七条的规定处罚"),
    ("依照绿道管理办法的规定，给予行政处罚", "依照绿道管理办法的规定，给予行政处罚"),
    (f"{BY}对单位处九千元罚款，对个人处九百元罚款，并没收占道器材", "对单位罚款9,000元；对个人罚款900元；没收非法财物"),
    (f"{BY}对单位处九千元罚款，对个人处九百元罚款，没收占道器材", "对单位罚款9,000元；对个人罚款900元；对个人没收非法财物"),
    (f"{BY}按占道面积每平方米处七分以上九角以下罚款", "罚款0.07—0.9元/平方米"),
    (f"{BY}处七百元罚款；情节严重的给予停业整顿的处罚", "罚款700元；情节严重：责令停产停业"),
    (f"{BY}处七百元罚款；情节严重的，予以撤销并公告", "罚款700元；情节严重：予以撤销"),
    (f"{BY}处七百元罚款，其直接责任人员自处罚决定作出之日起七年内不得从事摆摊经营活动", "罚款700元；对责任人员限制从业7年"),
    (f"{BY}处七百元罚款，并在七年内不得从事摆摊经营活动", "罚款700元；限制从业7年"),
    (f"{BY}暂扣摆摊许可证、从业资格证三个月至七个月", "暂扣许可证件3—7个月"),
    (f"{BY}暂扣摆摊许可证、没收占道器材", "暂扣许可证件；没收非法财物"),
    (f"{BY}对居民供水用户可处七十元罚款，对非居民供水用户可处七百元罚款", "对居民供水用户罚款70元；对非居民供水用户罚款700元"),
    (f"{BY}处七百元罚款；情节严重的，取消其认定登记职能", "罚款700元；情节严重：取消其认定登记职能"),
    (f"{BY}处擅自占用绿道公共步行区域期间内该步道面积应缴纳的使用费七倍的罚款",
     "罚款7倍（擅自占用绿道公共步行区域期间内该步道面积应缴纳的使用费）"),
    (f"除按规定没收违法所得外，{BY}处七百元罚款", "没收违法所得；罚款700元"),
]
AFTER = [  # a second paragraph, what it adds to the measures of （一）
    ("城市管理部门吊销摆摊许可证后，应当通知登记机关。", ""),
    ("有前款第一项行为，情节严重的，吊销摆摊许可证。", "；情节严重：吊销许可证件"),
    ("有前款第二项行为，情节严重的，吊销摆摊许可证。", ""),
    ("领队有第一款所列行为之一，情节严重的，七年内不得从事摆摊经营。", "；领队，情节严重：限制从业7年"),
    ("协办单位违反本条例规定，有前款第一项行为或者未劝阻的，给予警告。", "；协办单位：警告"),
    ("前款规定以外的任何组织或者个人伪造票证，构成违反治安管理行为的，由公安机关依法给予治安管理处罚。", ""),
    ("市集平台对违反前款规定的摊主未采取措施的，处九百元罚款。", ""),
    ("摊主聘用前款规定的人员的，吊销摆摊许可证。", ""),
]
NO_ITEMS = [  # mentions of a penalty and bars by the law itself
    "因绿道犯罪被判处有期徒刑以上刑罚的，摊主七年内不得担任领队。",
    "被撤职或者解聘的领队，自被撤职或者解聘之日起七年内不得从事绿道活动。",
    "违反本条例规定，给他人造成损失的，应当依法承担赔偿责任。\n\n依照本条例规定，给予单位罚款处罚的，对其负责人处单位罚款数额百分之七的罚款。",
    "违反本条例规定的行为，《绿道法》已规定处罚的，依照《绿道法》处罚。",
    "违反本条例规定的行为，其他法律、行政法规有处罚规定的，依照其规定处罚。",
    "违反本条例规定，触犯《中华人民共和国治安管理处罚法》，构成扰乱秩序的，由公安机关给予治安管理处罚。",
    "对依法应当给予罚款处罚的骑行人，由城市管理部门出具处罚决定书。",
    "各级人民政府非法资助绿道市集的，由上级机关责令改正，给予警告。",
]
ITEMS = [  # near misses of the above, the conducts
    ("领队因绿道犯罪被判处有期徒刑的，由城市管理部门责令其七年内不得从事绿道活动。", ["领队因绿道犯罪被判处有期徒刑"]),
    ("未取得许可证在步道上摆摊，或者被吊销许可证的，其负责人七年内不得从事绿道活动。", ["未取得许可证在步道上摆摊，或者被吊销许可证"]),
    ("给他人造成损失的，应当依法承担赔偿责任；有前款行为的，处七百元罚款。\n\n摊主占道给他人造成损失的，应当依法承担赔偿责任，并处七百元罚款。",
     ["摊主占道给他人造成损失"]),
    ("摊主拒绝、阻碍负有绿道管理职责的部门依法实施检查的，责令改正；拒不改正的，处七百元罚款；对其负责人处七十元罚款。",
     ["摊主拒绝、阻碍负有绿道管理职责的部门依法实施检查"]),
    ("违反规定，擅自摆摊的，由城市管理部门予以取缔；触犯刑律的，按刑法中非法经营罪的规定追究其刑事责任；尚不够刑事处罚的，处七百元罚款。",
     ["擅自摆摊"]),
    ("各级人民政府办的企业非法资助绿道市集的，由城市管理部门给予警告。", ["各级人民政府办的企业非法资助绿道市集"]),
]
# fmt: on


@pytest.mark.parametrize(("follows", "measures"), WORDS)
def test_measures_in_the_words_of_the_text(follows: str, measures: str) -> None:
    (item,) = penal(f"摊主擅自占道的，{follows}。")
    assert item.measures == measures


@pytest.mark.parametrize(("paragraph", "added"), AFTER)
def test_what_a_later_paragraph_adds(paragraph: str, added: str) -> None:
    lead = f"有下列行为之一的，{BY}处七百元罚款：\n\n（一）擅自占道的；\n\n（二）转让摊位的。\n\n"
    first = penal(lead + paragraph)[0]
    assert first.measures == f"罚款700元{added}"


@pytest.mark.parametrize("text", NO_ITEMS)
def test_no_item(text: str) -> None:
    assert penal(text) == []


def test_a_bar_by_the_law_itself_is_reported() -> None:
    (issue,) = found(f"{HEAD}第二条 {NO_ITEMS[0]}").issues
    assert issue.code == "no-item"
    assert "直接限制" in issue.message


@pytest.mark.parametrize(("text", "conducts"), ITEMS)
def test_near_misses_are_items(text: str, conducts: list[str]) -> None:
    assert [item.conduct for item in penal(text)] == conducts


def test_a_grade_for_another_line_of_the_list_stays_there() -> None:
    text = (
        f"有下列行为之一的，{BY}处七百元罚款；有本条第（二）项行为情节严重的，吊销摆摊许可证或者核减摊位：\n\n"
        "（一）擅自占道的；\n\n（二）转让摊位的。"
    )
    assert [item.measures for item in penal(text)] == [
        "罚款700元",
        "罚款700元；情节严重：吊销许可证件；情节严重：核减摊位",
    ]


DUTIES = "第三条 摊主不得在步道上晾晒被褥。\n\n第四条 摊主不得向湖中倾倒残羹剩饭，不得毁损湖边护栏。"


def test_of_the_articles_a_lead_names_those_that_a_line_breaks() -> None:
    text = (
        f"第二条 违反本条例第三条、第四条规定，有下列行为之一的，{BY}处七百元罚款：\n\n（一）在步道上晾晒被褥的；\n\n"
        f"（二）毁损湖边护栏或者在步道上晾晒被褥的；\n\n（三）有其他不文明行为的。\n\n{DUTIES}"
    )
    made = found(HEAD + text)
    named = [[place for role, place in bases(made, item) if role == "设定依据"] for item in made.items]
    assert named == [["第三条"], ["第三条", "第四条"], ["第三条", "第四条"]]


def test_an_article_cited_by_the_line_itself_is_kept() -> None:
    text = (
        f"第二条 有下列行为之一的，{BY}处七百元罚款：\n\n（一）违反第三条、第四条规定，在步道上晾晒被褥的。\n\n{DUTIES}"
    )
    made = found(HEAD + text)
    assert [place for role, place in bases(made, made.items[0]) if role == "设定依据"] == ["第三条", "第四条"]


def test_a_paper_of_another_article_is_no_basis() -> None:
    text = "第二条 放飞风筝，应当持本条例第三条规定的批准文件向城市管理部门提出申请，城市管理部门应当作出批准或者不予批准的决定。"
    made = found(f"{HEAD}{text}\n\n第三条 制作风筝应当经文化部门批准。")
    item = next(i for i in made.items if i.address == "第二条")
    assert bases(made, item) == [("设定依据", "第二条")]


def test_a_list_of_fines_that_counts_the_lines_of_the_article_it_names() -> None:
    text = (
        f"第二条 违反本条例第三条规定的，{BY}按照下列规定处以罚款：\n\n（一）违反本条第二项规定的，处七百元罚款；\n\n"
        "（二）违反本条第一项规定的，处九百元罚款。\n\n第三条 在绿道上不得有下列行为：\n\n（一）晾晒被褥；\n\n（二）投喂水鸟。"
    )
    made = found(HEAD + text)
    assert [(item.conduct, item.high) for item in made.items] == [
        ("在绿道上投喂水鸟（违反第三条第一款第（二）项规定）", 700),
        ("在绿道上晾晒被褥（违反第三条第一款第（一）项规定）", 900),
    ]


def test_a_line_that_speaks_of_another_line_of_its_own_list_is_no_such_count() -> None:
    text = f"第二条 有下列行为之一的，{BY}处七百元罚款：\n\n（一）晾晒被褥的；\n\n（二）有本条第一项行为，拒绝检查的。"
    made = found(HEAD + text)
    assert made.items[0].conduct == "晾晒被褥"
    assert not any(b.address.startswith("第三条") for b in made.bases)
