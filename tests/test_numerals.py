"""Numerals as they stand in texts, both ways."""

import random

import pytest

from kb.numerals import to_chinese, to_int, to_number

# fmt: off
NUMBERS = [
    ("零", 0), ("〇", 0), ("十", 10), ("十二", 12), ("二十", 20), ("一百零五", 105), ("一百一十", 110),
    ("一百二十", 120), ("一千零一", 1001), ("一千零一十", 1010), ("两千", 2000), ("两万", 20_000),
    ("一万五千", 15_000), ("十五万", 150_000), ("三十二万五千六百", 325_600), ("一百万", 1_000_000),
    ("一亿二千万", 120_000_000), ("三亿零五万", 300_050_000), ("一亿", 100_000_000),
    ("廿三", 23), ("卅", 30), ("壹仟贰佰", 1200), ("拾萬", 100_000),
    ("二〇二一", 2021), ("二○二一", 2021),  # digit by digit
    ("12", 12), ("15000", 15_000), ("15,000", 15_000), ("15，000", 15_000), ("1.5万", 15_000), ("1.5", 1.5),
    ("20万", 200_000), ("1亿2000万", 120_000_000), ("5千", 5000), ("3万5千", 35_000),  # both kinds in one
    ("２４", 24), ("１万", 10_000), ("1２", 12), (" 十二 ", 12),
    ("一万五", 15_000), ("两亿三", 230_000_000), ("一万零五", 10_005), ("一万五千", 15_000),  # as spoken
]
NO_NUMBERS = ["", " ", "元", "五千元", "半", "数十", "一点五", "第三", "-5", "1.2.3", ".", "1 000", "万", "abc"]
WRITTEN = [
    (0, "零"), (1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (101, "一百零一"), (110, "一百一十"),
    (111, "一百一十一"), (1000, "一千"), (1001, "一千零一"), (1010, "一千零一十"), (1100, "一千一百"),
    (1260, "一千二百六十"), (10_000, "一万"), (10_001, "一万零一"), (12_345, "一万二千三百四十五"),
    (20_000_000, "二千万"), (99_999_999, "九千九百九十九万九千九百九十九"),
]
# fmt: on


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_to_number(text: str, value: float) -> None:
    assert to_number(text) == value


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"numeral|float"):
        to_number(text)


@pytest.mark.parametrize("text", ["1.5", "0.1"])
def test_to_int_refuses_fractions(text: str) -> None:
    with pytest.raises(ValueError, match="not a whole number"):
        to_int(text)


def test_to_int_takes_whole_values() -> None:
    assert [to_int(text) for text in ("十二", "1.5万", "２４")] == [12, 15_000, 24]


@pytest.mark.parametrize(("number", "text"), WRITTEN)
def test_to_chinese(number: int, text: str) -> None:
    assert to_chinese(number) == text


@pytest.mark.parametrize("number", [-1, 100_000_000])
def test_to_chinese_has_bounds(number: int) -> None:
    with pytest.raises(ValueError, match="out of range"):
        to_chinese(number)


def test_round_trip() -> None:
    numbers = [*range(2000), *random.Random(7).sample(range(100_000_000), 3000)]
    assert [to_int(to_chinese(number)) for number in numbers] == numbers
