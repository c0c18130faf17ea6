"""Who decides the penalties of a law where an article near its end says so, from small laws of our own."""

import pytest
from test_items import found

from kb.model import PowerItem

GENERAL = "第一条 市民政部门负责本市行政区域内的样品管理工作。\n\n"
FINE = "第二条 违反本条例规定，丢弃样品的，处五百元罚款。"
TWO = "第二条 违反本条例规定，丢弃样品的，处五百元罚款；情节严重的，吊销样品许可证。"


def items(text: str) -> list[PowerItem]:
    return [item for item in found(text).items if item.kind == "行政处罚"]


# fmt: off
ASSIGNED = [  # the article of the penalty, the article that assigns it, the bodies as written, the level
    (FINE, "本条例规定的行政处罚，由县级以上人民政府财政部门决定。",                                  ("财政部门",),             "县级以上"),
    (FINE, "本条例规定的行政处罚，由财政部门和其他有关部门按照职责分工决定。",                          ("财政部门", "其他有关部门"), ""),
    (FINE, "本条例规定的行政处罚，分别由财政部门、公安机关按照执法分工实施。",                           ("财政部门", "公安机关"),    ""),
    (FINE, "本条例第二条、第四条规定的行政处罚，由财政部门决定。",                                    ("财政部门",),             ""),
    (FINE, "本条例第一条至第五条规定的行政处罚，由财政部门决定。",                                    ("财政部门",),             ""),
    (FINE, "本条例第四条至第九条规定的行政处罚，由财政部门决定。",                                    ("民政部门",),             ""),  # other articles
    (FINE, "市财政部门负责对违反本条例的行为予以查处。",                                            ("财政部门",),             "市级"),
    (FINE, "财政部门对违反本条例的行为作出行政处罚决定前，应当告知当事人。",                            ("民政部门",),             ""),  # a step, no competence
    (FINE, "实行综合行政执法的，本条例规定的行政处罚，由综合行政执法部门实施。",                         ("民政部门",),             ""),  # in a case only
    (FINE, "本条例规定的行政处罚，由财政部门实施；实行综合行政执法的区域，由综合行政执法部门实施。",         ("财政部门", "综合行政执法部门"), ""),
    (FINE, "对经营者违反本条例的行为，由财政部门处罚。",                                            ("民政部门",),             ""),  # of some parties only
    (FINE, "本条例规定的吊销样品许可证的行政处罚，由发证机关决定；其他行政处罚，由财政部门决定。",            ("财政部门",),             ""),
    (TWO,  "本条例规定的吊销样品许可证的行政处罚，由发证机关决定；其他行政处罚，由财政部门决定。",            ("财政部门", "发证机关"),    ""),
    (TWO,  "本条例规定的行政处罚，由财政部门决定；吊销许可证的，由原批准、发证的部门决定。",                ("财政部门", "原批准、发证的部门"), ""),
    (TWO,  "本条例规定的吊销样品许可证的行政处罚，由发证机关决定。",                                  ("民政部门",),             ""),  # who fines is not said here
]
# fmt: on


@pytest.mark.parametrize(("text", "clause", "written", "tier"), ASSIGNED)
def test_who_decides(text: str, clause: str, written: tuple[str, ...], tier: str) -> None:
    (item, *_) = items(f"{GENERAL}{text}\n\n第三条 {clause}")
    assert (item.written, item.tier) == (written, tier)


def test_a_chapter_leaves_its_own_penalties_to_a_body() -> None:
    text = (
        f"{GENERAL}第二章 样品房\n\n第二条 损毁样品房的，处五百元罚款。\n\n"
        "第三章 样品车\n\n第三条 损毁样品车的，处五百元罚款。\n\n第四条 本章规定的行政处罚，由公安机关决定。"
    )
    assert [item.agencies for item in items(text)] == [("民政部门",), ("公安机关",)]


def test_the_level_of_the_general_part_stays_where_the_assignment_names_none() -> None:
    general = "第一条 县级以上人民政府财政部门负责本行政区域内的样品管理工作。\n\n"
    (item,) = items(f"{general}{FINE}\n\n第三条 本条例规定的行政处罚，由财政部门实施。")
    assert (item.tier, item.source.partition("#")[2]) == ("县级以上", "第三条")
