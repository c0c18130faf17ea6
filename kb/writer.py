"""An optional writer: a language model behind an OpenAI-compatible address phrases the answer. Off by default.

The model sees the question and the quoted articles, nothing else. What it returns is only material: every law, article,
quotation and amount in it is checked against the store (``kb.written``), and what has no support is struck out visibly.
"""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from kb.config import Config
from kb.errors import KBError
from kb.knowledge import KnowledgeBase
from kb.model import Answer, Quote
from kb.written import Struck, check, clean

LABEL = "由模型撰写，引文已核对"
_TIMEOUT = 60.0  # seconds without a word from the endpoint
_LARGEST = 1_000_000  # bytes of a reply
_MOST = 12_000  # characters of articles in a prompt
_IN_FORCE = ("现行有效", "时效不明", "新版未入库")
_ORDERS = (
    "你为行政执法人员撰写答复。只能依据下面给出的条文，条文没有写的一律不写，不得提到其他法规、其他条文。"
    "每句话写明出处，写作《法名》第X条；引用原文时一字不改，放在“”内。写明是“要点”的不是原文，不得放在“”内。"
    "条文不足以回答的，直接说条文没有规定。用简明的中文，不超过三百字，不用列表和标记。"
)
_FAULTS = {
    401: "密钥不对或没有权限，请检查 writer_key_env 所指的环境变量",
    403: "密钥不对或没有权限，请检查 writer_key_env 所指的环境变量",
    404: "地址或模型不存在，请检查 writer 和 writer_model",
    429: "请求过多或额度用完，请稍后再试",
}


@dataclass(frozen=True, slots=True)
class Written:
    """The words of the model, and what is struck out of them; where there are none, *reason* says why."""

    text: str
    struck: tuple[Struck, ...] = ()
    reason: str = ""

    def pieces(self) -> Iterator[tuple[str, bool]]:
        """The text in pieces, in order, each with whether it is struck out."""
        at = 0
        for start, end in _merged(self.struck):
            if at < start:
                yield self.text[at:start], False
            yield self.text[start:end], True
            at = end
        if at < len(self.text):
            yield self.text[at:], False

    def marked(self) -> str:
        """The text with what is struck out between ~~ and ~~."""
        return "".join(f"~~{piece}~~" if struck else piece for piece, struck in self.pieces())

    def note(self) -> str:
        """How much was struck out and why; empty where nothing was."""
        if not self.struck:
            return ""
        reasons = "；".join(f"{_short(one.words)}（{one.reason}）" for one in self.struck)
        return f"划去{len(self.struck)}处没有依据的内容：{reasons}"


def write(kb: KnowledgeBase, answer: Answer, config: Config) -> Written:
    """Let the model of *config* phrase *answer*, and check what it says. Never raises: a failure is a reason."""
    if not config.writer:
        return Written(
            "", reason="没有设置撰写模型；在 kb.toml 中写 writer 和 writer_model，或设 KB_WRITER、KB_WRITER_MODEL"
        )
    quotes = material(answer)
    if not quotes:
        return Written("", reason="没有现行有效的条文可依据，不请模型撰写")
    try:
        text = clean(_ask(config, prompt(answer.question, quotes)))
        if not text:
            raise KBError("模型没有写出内容")
        return Written(text, check(kb, text, quotes, question=answer.question))
    except KBError as error:
        return Written("", reason=f"模型撰写失败：{error}")


def host(config: Config) -> str:
    """The machine that questions are sent to; empty where no writer is set or its address cannot be read."""
    try:
        return urlsplit(config.writer).hostname or ""
    except ValueError:
        return ""


def material(answer: Answer) -> tuple[Quote, ...]:
    """The quotations in force that *answer* shows, once each, the best first, as many as a prompt holds."""
    cards = (quote for group in answer.groups for card in group.cards for quote in card.quotes)
    shared = (quote for group in answer.groups for quote in group.coordination)
    found: dict[str, Quote] = {}
    room = _MOST
    for quote in (*answer.answers, *cards, *shared):
        if quote.status in _IN_FORCE and quote.provision_id not in found and len(quote.quote) <= room:
            found[quote.provision_id] = quote
            room -= len(quote.quote)
    return tuple(found.values())


def prompt(question: str, quotes: Sequence[Quote]) -> list[dict[str, str]]:
    """The messages for the model: what it may do, the question, the articles."""
    articles = "\n\n".join(
        f"《{q.title}》{q.address}{'（要点，不是原文）' if q.gist else ''}：\n{q.quote}" for q in quotes
    )
    return [
        {"role": "system", "content": _ORDERS},
        {"role": "user", "content": f"问题：{question}\n\n条文：\n\n{articles}"},
    ]


# ---------------------------------------------------------------- the endpoint


def _ask(config: Config, messages: Sequence[Mapping[str, str]]) -> str:
    """What the model says to *messages*. Raises KBError in every case of failure."""
    request = _request(config, messages)
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT) as reply:
            body = reply.read(_LARGEST + 1)
    except urllib.error.HTTPError as error:
        what = _FAULTS.get(error.code, "服务出错，请稍后再试或联系服务的管理人")
        raise KBError(f"{config.writer} 答复 HTTP {error.code}：{what}") from error
    except TimeoutError as error:
        raise KBError(f"{config.writer} 在{_TIMEOUT:.0f}秒内没有答复，请稍后再试") from error
    except urllib.error.URLError as error:
        late = isinstance(error.reason, TimeoutError)
        what = f"在{_TIMEOUT:.0f}秒内没有答复" if late else f"连接不上（{error.reason}）"
        raise KBError(f"{config.writer} {what}，请检查地址和网络") from error
    except (OSError, HTTPException, ValueError) as error:
        raise KBError(f"{config.writer} 的连接中断或地址不对（{type(error).__name__}），请检查地址和网络") from error
    if len(body) > _LARGEST:
        raise KBError(f"{config.writer} 的答复过长，已放弃")
    return _content(config, body)


def _request(config: Config, messages: Sequence[Mapping[str, str]]) -> urllib.request.Request:
    if not config.writer.startswith(("http://", "https://")) or not host(config):
        raise KBError(f"设置 writer 应为 http:// 或 https:// 开头的地址，现为“{config.writer}”")
    if not config.writer_model:
        raise KBError("没有设置 writer_model（模型名称）")
    body = {"model": config.writer_model, "messages": list(messages), "temperature": 0, "stream": False}
    request = urllib.request.Request(
        config.writer.rstrip("/") + "/chat/completions",
        json.dumps(body, ensure_ascii=False).encode("utf-8"),
        {"Content-Type": "application/json; charset=utf-8"},
    )
    if config.writer_key_env:
        key = os.environ.get(config.writer_key_env, "").strip()
        if not key:
            raise KBError(f"环境变量 {config.writer_key_env} 没有值；请把密钥放在其中，或清空设置 writer_key_env")
        request.add_unredirected_header("Authorization", f"Bearer {key}")  # never handed on to another machine
    return request


def _content(config: Config, body: bytes) -> str:
    try:
        reply: Any = json.loads(body.decode("utf-8"))
        text = reply["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise KBError(f"{config.writer} 的答复不是 OpenAI 兼容的格式，请检查 writer 是否以 /v1 之类结尾") from error
    if not isinstance(text, str):
        raise KBError(f"{config.writer} 的答复中没有文字")
    return text


def _short(words: str) -> str:
    return words if len(words) <= 30 else words[:30] + "……"


def _merged(struck: Sequence[Struck]) -> list[tuple[int, int]]:
    """The spans struck out, in order, overlapping ones joined."""
    spans: list[tuple[int, int]] = []
    for one in sorted(struck, key=lambda s: (s.start, s.end)):
        if spans and one.start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], one.end))
        else:
            spans.append((one.start, one.end))
    return spans
