"""The optional writer: what it is sent, what is struck out of what it returns, and how it fails."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from kb.answer import answer
from kb.cli import main
from kb.config import Config
from kb.knowledge import KnowledgeBase, open_kb
from kb.model import Answer
from kb.writer import Written, material, write
from kb.written import check, clean

QUESTION = "在公共场所露天烧烤由哪个部门处罚、罚多少？"
LAW, OTHER = "《示例市市容管理条例》", "《示例市大气污染防治条例》"
HERE = f"{LAW}第二十六条"
REPLY = f"根据{HERE}，可以处罚。根据《示例市夜市条例》第三条，可以拘留。"


@pytest.fixture(scope="module")
def kb(sample_home: Path) -> Iterator[KnowledgeBase]:
    base = open_kb(Config(home=str(sample_home)))
    yield base
    base.close()


@pytest.fixture(scope="module")
def found(kb: KnowledgeBase) -> Answer:
    return answer(kb, QUESTION)


# fmt: off
SUPPORTED = [
    f"根据{HERE}，由城市管理部门责令改正；拒不改正的，处二百元以上二千元以下罚款。",
    f"根据{HERE}规定：“拒不改正的，没收烧烤工具，处二百元以上二千元以下罚款”。",
    "根据示例市市容管理条例第26条，可以处200元以上2,000元以下罚款。",
    "依据**《示例市市容管理条例》** 第 二十六 条处罚。",
    f"{LAW}（2022年修正）第二十六条规定了罚款。",
    f"{LAW}第十七条第二款允许划定区域；该条第一款禁止露天烧烤。",
    f"{LAW}（以下简称《条例》）第二十六条规定了罚款。《条例》第十七条第一款是禁止规定。",
    "“责令改正”后，“拒不改正的，没收烧烤工具”（《示例市市容管理条例》第二十六条）。",
    f"{HERE}和{OTHER}第二十四条都规定了罚款。",
    "执法人员应当依法处理，按照下列办法办理；违反市容管理规定的，应当持《城市管理执法证》检查。",
]
STRUCK = [  # what the model wrote, what of it is struck out
    (f"{HERE}规定了罚款，{LAW}第九十九条规定了拘留。",             [f"{LAW}第九十九条"]),  # no such article
    (f"{HERE}规定了罚款，{LAW}第五条规定了拘留。",                 [f"{LAW}第五条"]),      # not shown
    (f"{HERE}规定了罚款，还有第二十五条。",                        ["第二十五条"]),
    (f"{HERE}规定了罚款，{LAW}第二十六条之一也规定了。",           [f"{LAW}第二十六条之一"]),
    (f"{HERE}规定了罚款，{LAW}第26条第3款也规定了。",              [f"{LAW}第26条第3款"]),
    (f"{HERE}规定了罚款，{LAW}第二十六条第（二）项也规定了。",     [f"{LAW}第二十六条第（二）项"]),
    (f"{HERE}规定了罚款，{LAW}第十七条至第二十六条也是。",         [f"{LAW}第十七条至第二十六条"]),
    (f"{HERE}规定了罚款，{LAW}第十七、十八条也是。",               [f"{LAW}第十七、十八条"]),
    (f"{HERE}规定了罚款，《示例市市容条例》第二十六条也是。",      ["《示例市市容条例》第二十六条"]),
    (f"{HERE}规定了罚款，《示例市养犬管理条例》第五条也是。",      ["《示例市养犬管理条例》第五条"]),  # real, but not shown
    (f"{HERE}规定了罚款，〈示例市夜市条例〉第 三 条也是。",        ["《示例市夜市条例》第三条"]),
    (f"{HERE}规定了罚款，示例市养犬管理条例也是。",                ["示例市养犬管理条例"]),
    (f"{HERE}规定了罚款，甲示例市市容管理条例第二十六条也是。",    ["甲示例市市容管理条例第二十六条"]),
    (f"{HERE}规定了罚款，并依据烧烤管理法，可以拘留。",            ["烧烤管理法"]),
    (f"{HERE}规定了罚款，{LAW}（2015年修订）第二十六条也是。",     [f"{LAW}（2015年修订）第二十六条"]),
    (f"{HERE}规定：“拒不改正的，没收烧烤工具，处二百元以上五千元以下罚款”。",
     ["“拒不改正的，没收烧烤工具，处二百元以上五千元以下罚款”"]),
    (f"{OTHER}第二十四条规定：“拒不改正的，没收烧烤工具”。",       ["“拒不改正的，没收烧烤工具”"]),  # of the other law
    (f"{LAW}第十七条规定：「拒不改正的，没收烧烤工具」。",         ["「拒不改正的，没收烧烤工具」"]),  # of another article
    (f"{HERE}规定：\"拒不改正的，没收全部财产\"。",                ['"拒不改正的，没收全部财产"']),
    (f"{HERE}规定：“拒不改正的，没收全部财产",                     ["“拒不改正的，没收全部财产"]),  # never closed
    (f"{HERE}规定最高罚五万元。",                                  ["五万元"]),
    ("根据《示例市夜市条例》第三条，可以拘留。另见第九条。",       ["《示例市夜市条例》第三条", "第九条"]),
    ("第二十六条规定了罚款。",                                     ["第二十六条"]),  # of which law?
]
# fmt: on


@pytest.mark.parametrize("text", SUPPORTED)
def test_what_the_quotations_support_stays(kb: KnowledgeBase, found: Answer, text: str) -> None:
    assert check(kb, text, material(found)) == ()


@pytest.mark.parametrize(("text", "words"), STRUCK)
def test_what_they_do_not_support_is_struck_out(kb: KnowledgeBase, found: Answer, text: str, words: list[str]) -> None:
    struck = check(kb, text, material(found))
    assert [one.words for one in struck] == words
    assert all(one.reason for one in struck)
    marked = Written(text, struck).marked()
    assert "~~" in marked
    assert marked.replace("~~", "") == text


def test_a_sentence_that_rests_on_nothing_else_goes_as_a_whole(kb: KnowledgeBase, found: Answer) -> None:
    written = Written(REPLY, check(kb, REPLY, material(found)))
    assert written.marked() == f"根据{HERE}，可以处罚。~~根据《示例市夜市条例》第三条，可以拘留。~~"
    assert written.note().startswith("划去1处")


def test_a_text_no_longer_in_force_supports_nothing(kb: KnowledgeBase, found: Answer) -> None:
    past = tuple(replace(quote, status="已被修改") for quote in found.answers)
    assert material(replace(found, answers=past, groups=())) == ()


def test_a_gist_supports_a_citation_but_no_quotation(kb: KnowledgeBase, found: Answer) -> None:
    gists = [replace(quote, gist=True) for quote in material(found)]
    text = f"{HERE}规定：“拒不改正的，没收烧烤工具”。"
    assert [one.words for one in check(kb, text, gists)] == ["“拒不改正的，没收烧烤工具”"]


def test_words_of_the_model_cannot_pass_for_ours() -> None:
    assert clean("<think>第九条</think>\n~~甲~~乙\x07") == "甲乙"


# ---------------------------------------------------------------- the endpoint

Serve = Callable[..., tuple[str, list[dict[str, Any]]]]


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Starts an endpoint that gives one reply to everything; returns its address and the requests it gets."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    servers: list[HTTPServer] = []

    def start(body: bytes, status: int = 200) -> tuple[str, list[dict[str, Any]]]:
        asked: list[dict[str, Any]] = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                sent = self.rfile.read(int(self.headers["Content-Length"]))
                asked.append({"path": self.path, "key": self.headers["Authorization"], **json.loads(sent)})
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/v1", asked

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def reply(text: object) -> bytes:
    return json.dumps({"choices": [{"message": {"content": text}}]}).encode("utf-8")


def test_it_is_sent_the_question_and_the_articles_and_its_words_are_checked(
    kb: KnowledgeBase, found: Answer, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, asked = serve(reply(REPLY))
    monkeypatch.setenv("SOME_KEY", "secret")
    written = write(kb, found, Config(writer=url, writer_model="some-model", writer_key_env="SOME_KEY"))
    assert (written.reason, len(written.struck)) == ("", 1)
    [request] = asked
    assert (request["path"], request["key"], request["model"]) == (
        "/v1/chat/completions",
        "Bearer secret",
        "some-model",
    )
    sent = request["messages"][-1]["content"]
    assert sent.startswith(f"问题：{QUESTION}")
    assert all(quote.quote in sent for quote in found.answers)


# fmt: off
FAILURES = [  # body, status, what is said
    (b"",                         401, "密钥"),
    (b"",                         404, "writer_model"),
    (b"",                         429, "稍后再试"),
    (b"",                         500, "HTTP 500"),
    (b"not json",                 200, "OpenAI 兼容"),
    (b'{"choices": []}',          200, "OpenAI 兼容"),
    (reply(None),                 200, "没有文字"),
    (reply("<think>甲</think>"),  200, "没有写出内容"),
    (b"x" * 1_000_001,            200, "过长"),
]
# fmt: on


@pytest.mark.parametrize(("body", "status", "said"), FAILURES)
def test_a_failure_is_a_reason(
    kb: KnowledgeBase, found: Answer, serve: Serve, body: bytes, status: int, said: str
) -> None:
    url, _ = serve(body, status)
    written = write(kb, found, Config(writer=url, writer_model="m"))
    assert written.text == ""
    assert said in written.reason


# fmt: off
SETTINGS = [
    (Config(),                                                                     "没有设置撰写模型"),
    (Config(writer="file:///etc/hosts", writer_model="m"),                         "http://"),
    (Config(writer="http://[", writer_model="m"),                                  "http://"),
    (Config(writer="http://127.0.0.1:9/v1"),                                       "writer_model"),
    (Config(writer="http://127.0.0.1:9/v1", writer_model="m", writer_key_env="NOT_SET_ANYWHERE"), "NOT_SET_ANYWHERE"),
    (Config(writer="http://127.0.0.1:1/v1", writer_model="m"),                     "连接不上"),
]
# fmt: on


@pytest.mark.parametrize(("config", "said"), SETTINGS)
def test_wrong_settings_are_named(
    kb: KnowledgeBase, found: Answer, config: Config, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    written = write(kb, found, config)
    assert (written.text, written.struck) == ("", ())
    assert said in written.reason


def test_nothing_is_sent_where_nothing_was_found(kb: KnowledgeBase, serve: Serve) -> None:
    url, asked = serve(reply("甲"))
    written = write(kb, answer(kb, "火星移民要谁批准"), Config(writer=url, writer_model="m"))
    assert (written.text, asked) == ("", [])
    assert "不请模型撰写" in written.reason


def test_the_command_marks_what_is_struck_out(
    serve: Serve, sample_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url, asked = serve(reply(REPLY))
    monkeypatch.setenv("KB_HOME", str(sample_home))
    monkeypatch.setenv("KB_WRITER", url)
    monkeypatch.setenv("KB_WRITER_MODEL", "m")

    def run(*words: str) -> str:
        monkeypatch.setattr("sys.argv", ["kb", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 0
        return capsys.readouterr().out

    assert "~~" not in run("ask", QUESTION)
    assert asked == []  # off unless asked for
    said = run("ask", QUESTION, "--write")
    assert "由模型撰写，引文已核对" in said
    assert "~~根据《示例市夜市条例》第三条，可以拘留。~~" in said
    assert "划去1处" in said
    shape = json.loads(run("ask", QUESTION, "--write", "--json"))
    assert shape["written"]["struck"][0]["words"] == "《示例市夜市条例》第三条"


def test_the_page_shows_it_above_the_cards_only_where_it_is_set(
    serve: Serve, sample_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    st = pytest.importorskip("streamlit")
    from streamlit.testing.v1 import AppTest

    def page() -> str:
        st.cache_resource.clear()
        app = AppTest.from_file(str(Path(__file__).parent.parent / "app.py"), default_timeout=60).run()
        app.switch_page("kb/ui/ask.py").run()
        app.text_input(key="question").set_value(QUESTION)
        app.button[0].click().run()
        app.run()
        assert not app.exception
        return "\n".join(element.proto.body for element in app.get("html"))

    monkeypatch.setenv("KB_HOME", str(sample_home))
    monkeypatch.chdir(Path(__file__).parent.parent)
    assert "由模型撰写" not in page()
    url, asked = serve(reply(REPLY + "<b>甲</b>"))
    monkeypatch.setenv("KB_WRITER", url)
    monkeypatch.setenv("KB_WRITER_MODEL", "m")
    shown = page()
    st.cache_resource.clear()
    assert "<del>根据《示例市夜市条例》第三条，可以拘留。</del>" in shown
    assert "&lt;b&gt;甲" in shown
    assert shown.index("由模型撰写，引文已核对") < shown.index("kb-quote")
    assert len(asked) == 1
