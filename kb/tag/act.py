"""The words of a power in their article: what stands before and after them, and the line above the list they are in."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Act:
    """The words of a power at ``start:end``; ``text`` is the narrowed text, ``raw`` the article as it stands, of ``law``."""

    text: str
    raw: str
    start: int
    end: int
    law: str = ""

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]

    @property
    def before(self) -> str:
        """The words before the act in its sentence, at most ``_REACH`` characters."""
        return self.text[self._sentence() : self.start]

    @property
    def before_raw(self) -> str:
        """``before`` with nothing blanked or renamed."""
        return self.raw[self._sentence() : self.start]

    @property
    def after(self) -> str:
        """The words after the act in its sentence, at most sixty characters."""
        return _STOP.split(self.text[self.end : self.end + 60], maxsplit=1)[0]

    @property
    def lead(self) -> str:
        """The line that announces the list in whose item （一）… the act stands, else an empty string."""
        line = self.raw.rfind("\n", 0, self.start) + 1
        if not _ITEM.match(self.raw, line):
            return ""
        while line > 0:
            end = line - 1
            line = self.raw.rfind("\n", 0, end) + 1
            head = self.raw[line:end].strip()
            if head and not _ITEM.match(head):
                return head
        return ""

    def _sentence(self) -> int:
        floor = max(0, self.start - _REACH)
        return max(floor, *(self.text.rfind(mark, floor, self.start) + 1 for mark in "。；\n"))


_REACH = 300  # characters before an act that may name its actor
_STOP = re.compile("[。；\n]")
_ITEM = re.compile(r"[ \t　]*[（(][一二三四五六七八九十百]{1,4}[）)]")
