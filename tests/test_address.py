"""Addresses: strings and steps, what people type, and the way up."""

import random

import pytest

from kb.address import NAMED, Step, article, format_address, normalise, parent, parse

# fmt: off
ADDRESSES = [
    ("第一百二十条之一第二款第（三）项", (Step("条", 120, 1), Step("款", 2), Step("项", 3))),
    ("第九条第一款第（二）项第三目",    (Step("条", 9), Step("款", 1), Step("项", 2), Step("目", 3))),
    ("第一千二百六十条",               (Step("条", 1260),)),
    ("第一万二千三百四十五条",          (Step("条", 12345),)),
    ("第一编第二分编第三章第四节",       (Step("编", 1), Step("分编", 2), Step("章", 3), Step("节", 4))),
    ("一、（二）3.（1）",              (Step("部分", 1), Step("条目", 2), Step("点", 3), Step("细目", 1))),
    ("（十二）",                      (Step("条目", 12),)),
    ("（12）",                        (Step("细目", 12),)),
    ("一千零一、",                     (Step("部分", 1001),)),
    ("序言第一段",                    (Step("序言"), Step("段", 1))),
    ("附件1第二段",                   (Step("附件", 1), Step("段", 2))),
    ("题注第一行",                    (Step("题注"), Step("行", 1))),
    ("小标题3",                       (Step("小标题", 3),)),
    ("标题",                          (Step("标题"),)),
    ("第一条第一款引语",               (Step("条", 1), Step("款", 1), Step("引语"))),
    ("第一条第一款第（一）项第二段",    (Step("条", 1), Step("款", 1), Step("项", 1), Step("段", 2))),
    ("第十条之一〔3〕第一款",          (Step("条", 10, 1, 3), Step("款", 1))),
    ("第一条第一款第（一）项〔2〕",     (Step("条", 1), Step("款", 1), Step("项", 1, 0, 2))),
    ("",                              ()),
]
CANONICAL = [  # read, and written another way
    ("第2条", "第二条"), ("第二项", "第（二）项"), ("第(二)项", "第（二）项"), ("(一)", "（一）"), ("1．", "1."),
]
TYPED = [
    ("第一百一十二条",        "第一百一十二条"),
    ("112",                  "第一百一十二条"),
    ("112条",                "第一百一十二条"),
    ("一百一十二",            "第一百一十二条"),
    ("第112条第2款",         "第一百一十二条第二款"),
    ("第 112 条 第 2 款",    "第一百一十二条第二款"),
    ("9条2款(三)项",         "第九条第二款第（三）项"),
    ("9条2款三项",           "第九条第二款第（三）项"),
    ("九条二项",              "第九条第（二）项"),
    ("第９条",               "第九条"),
    ("第十条之一",            "第十条之一"),
    ("10条之1第2款",         "第十条之一第二款"),
    ("9条2款3项1目",         "第九条第二款第（三）项第一目"),
    ("序言第一段",            "序言第一段"),
    ("一、（二）",            "一、（二）"),
    ("附件1第2段",           "附件1第二段"),
    ("第三章",               "第三章"),
]
NO_ADDRESSES = ["abc", "第条", "第一条的", "一", "第九条、第十条", "行政处罚法第九条"]
NOT_TYPED = ["abc", "9款", "112-2", "112条3", "第九条、第十条", "第9条第（二）", "第X条"]
PARENTS = [
    ("第九条第一款第（二）项", "第九条第一款", "第九条"),
    ("第一百二十条之一第二款第（三）项〔2〕", "第一百二十条之一第二款", "第一百二十条之一"),
    ("第九条〔2〕第一款", "第九条〔2〕", "第九条〔2〕"),
    ("第九条", "", "第九条"),
    ("附件1第二段", "附件1", "附件1第二段"),
    ("一、（二）", "一、", "一、（二）"),
]
# fmt: on


@pytest.mark.parametrize(("address", "steps"), ADDRESSES)
def test_parse_and_format(address: str, steps: tuple[Step, ...]) -> None:
    assert parse(address) == steps
    assert format_address(steps) == address


@pytest.mark.parametrize(("address", "canonical"), CANONICAL)
def test_other_spellings_are_written_one_way(address: str, canonical: str) -> None:
    assert format_address(parse(address)) == canonical


@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_parse_refuses(address: str) -> None:
    with pytest.raises(ValueError, match="not an address"):
        parse(address)


@pytest.mark.parametrize(("typed", "canonical"), TYPED)
def test_normalise(typed: str, canonical: str) -> None:
    assert normalise(typed) == canonical
    assert normalise(canonical) == canonical


@pytest.mark.parametrize("typed", NOT_TYPED)
def test_normalise_refuses(typed: str) -> None:
    with pytest.raises(ValueError, match="not an address"):
        normalise(typed)


@pytest.mark.parametrize(("address", "up", "of"), PARENTS)
def test_the_way_up(address: str, up: str, of: str) -> None:
    assert parent(address) == up
    assert article(address) == of


def test_random_steps_come_back() -> None:
    chance = random.Random(20211120)
    chains = [["条", "款", "项", "目"], ["部分", "条目", "点", "细目"], ["编", "分编", "章", "节"]]
    for _ in range(3000):
        chain = [name, "段"] if (name := chance.choice([*NAMED, ""])) else chance.choice(chains)
        steps = tuple(_step(chance, kind) for kind in chain[: chance.randint(1, len(chain))])
        assert parse(format_address(steps)) == steps


def _step(chance: random.Random, kind: str) -> Step:
    repeat = chance.choice([1, 1, 1, 2, 13])
    if kind in NAMED:
        return Step(kind, chance.choice([0, 1, 12]), 0, repeat)
    number = chance.randint(1, 999 if kind in ("点", "细目") else 1300)
    sub = chance.choice([0, 0, 1, 12]) if kind in ("条", "章") else 0
    return Step(kind, number, sub, repeat)
