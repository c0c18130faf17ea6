"""Chinese and Arabic numerals, both ways: 一百二十 and 120."""

from __future__ import annotations

import re

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "Ｏ": 0, "两": 2, "０": 0}
_DIGITS |= {chr(0xFF10 + i): i for i in range(10)} | {str(i): i for i in range(10)}
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億", "一二三四五六七八九十百千万亿")
_UNITS = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10_000, "亿": 100_000_000}
_SHORT = {"廿": "二十", "卅": "三十"}

CHINESE_DIGITS = "零〇○一二三四五六七八九十百千两廿卅"
_NO_LIST = "(?![零〇○一二三四五六七八九两]{5})"  # five digits in a row number nothing
NUMBER = rf"(?:{_NO_LIST}[{CHINESE_DIGITS}]{{1,12}}|[0-9０-９]{{1,6}})"  # for article, clause and item numbers
_ARABIC = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def to_number(text: str) -> float:
    """Read a numeral: 一万五千, 15000, 1.5万, 二〇二一, 廿三. Raises ValueError where it is not one."""
    text = text.strip().replace(",", "").replace("，", "").translate(_FORMAL)
    for short, full in _SHORT.items():
        text = text.replace(short, full)
    text = "".join(str(_DIGITS[c]) if "０" <= c <= "９" else c for c in text)
    if not text:
        raise ValueError("empty numeral")
    total = 0.0
    for mark, size in (("亿", _BIG["亿"]), ("万", _BIG["万"])):
        head, found, text_after = text.rpartition(mark)
        if found:
            total += _below_myriad(head) * size if mark == "万" else to_number(head) * size
            text = text_after
            if len(text) == 1 and text in "一二三四五六七八九":  # as spoken: 一万五 is 15,000
                return total + _DIGITS[text] * size / 10
    return total + (_below_myriad(text) if text else 0)


def _below_myriad(text: str) -> float:
    if _ARABIC.fullmatch(text):
        return float(text)
    if not any(c in _UNITS for c in text):  # digit by digit: 二〇二一
        return float("".join(str(_digit(c)) for c in text))
    total, digit = 0.0, ""
    for char in text:
        if char in _UNITS:
            total += (float(digit) if digit else 1) * _UNITS[char]
            digit = ""
        elif char in "零〇○":
            digit = ""
        elif digit and not char.isdigit() and char != ".":
            raise ValueError(f"not a numeral: {text}")
        else:
            digit += char if char == "." else str(_digit(char))
    return total + (float(digit) if digit else 0)


def _digit(char: str) -> int:
    try:
        return _DIGITS[char]
    except KeyError:
        raise ValueError(f"not a numeral: {char}") from None


def to_int(text: str) -> int:
    """Read a whole number. Raises ValueError where *text* is not one."""
    value = to_number(text)
    if value != int(value):
        raise ValueError(f"not a whole number: {text}")
    return int(value)


def to_chinese(number: int) -> str:
    """Write a whole number from 0 to 99,999,999 the way articles are numbered: 10 is 十, 1001 is 一千零一."""
    if not 0 <= number < 100_000_000:
        raise ValueError(f"out of range: {number}")
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        rest = "" if not low else ("零" if low < 1000 else "") + _under_myriad(low)
        return _under_myriad(high) + "万" + rest
    text = _under_myriad(number)
    return text[1:] if text.startswith("一十") else text


def _under_myriad(number: int) -> str:
    if number == 0:
        return "零"
    out, pending_zero = "", False
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            out += ("零" if pending_zero and out else "") + "零一二三四五六七八九"[digit] + name
            pending_zero = False
        else:
            pending_zero = True
    return out
