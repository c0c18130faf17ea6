"""The command line: every command, its JSON contract, and what it says when something is wrong."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kb.shapes import CONTRACT, ITEM_COLUMNS, KINDS

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("cli") / "kb"
    command = [sys.executable, "-m", "kb", "build", str(SAMPLES), "--kb", str(made)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "共12部文件" in done.stdout
    return made


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_search_json(run: Any) -> None:
    status, out, _ = run("search", "露天烧烤", "--limit", "3", "--json")
    assert status == 0
    assert len(rows(out)) == 3
    assert all(list(row) == ["title", "version", "address", "provision_id", "score"] for row in rows(out))
    assert (
        rows(out)[0]["provision_id"] == f"{rows(out)[0]['title']}@{rows(out)[0]['version']}#{rows(out)[0]['address']}"
    )


def test_search_batch(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "问.jsonl"
    file.write_text('{"id": "a", "text": "养犬登记"}\n\n{"id": 2, "text": "查封扣押"}\n', encoding="utf-8")
    _, out, _ = run("search", "--batch", str(file), "--limit", "2")
    assert [(row["id"], len(row["hits"])) for row in rows(out)] == [("a", 2), ("2", 2)]
    assert set(rows(out)[0]["hits"][0]) == {"title", "version", "address", "provision_id", "score"}


def test_ask_json(run: Any) -> None:
    status, out, _ = run("ask", "在公共场所露天烧烤由哪个部门处罚", "--json")
    [row] = rows(out)
    assert status == 0
    assert list(row) == ["question", "state", "reason", "answers", "confidence", "groups"]
    assert row["state"] == "grounded"
    wanted = {
        "title",
        "version",
        "address",
        "provision_id",
        "quote",
        "level",
        "region",
        "status",
        "agencies",
        "power_types",
        "score",
    }
    assert wanted <= set(row["answers"][0])


def test_ask_says_not_found(run: Any) -> None:
    status, out, _ = run("ask", "火星移民要谁批准")
    assert status == 0
    assert "未找到依据" in out


def test_show_prints_the_article_word_for_word(run: Any, home: Path) -> None:
    _, out, _ = run("show", "《示例市市容管理条例》", "26")
    assert "第二十六条" in out
    assert "示例" in out.splitlines()[0]
    _, json_out, _ = run("show", "示例市市容管理条例", "第26条", "--json")
    [row] = rows(json_out)
    assert list(row) == [
        "doc_id", "title", "version", "level", "region", "kind", "address", "heading", "start", "end", "text", "id",
    ]  # fmt: skip
    assert row["text"].strip() in out
    assert row["kind"] == "条"


def test_show_versions(run: Any) -> None:
    _, now, _ = run("show", "示例市户外广告设施管理条例", "--json")
    _, all_, _ = run("show", "示例市户外广告设施管理条例", "--all-versions", "--json")
    _, then, _ = run("show", "示例市户外广告设施管理条例", "--as-of", "2018-01-01", "--json")
    assert [r["version"] for r in rows(now)] == ["2023-09-27"]
    assert {r["version"] for r in rows(all_)} == {"2015-06-18", "2023-09-27"}
    assert [(r["version"], r["status"]) for r in rows(then)] == [("2015-06-18", "现行有效")]


def test_tag_batch(run: Any, tmp_path: Path) -> None:
    text = "违反本条例第八条规定的，由城市管理部门自立案之日起三十日内处一千元以上五千元以下罚款。"
    file = tmp_path / "文.jsonl"
    file.write_text(json.dumps({"id": "x", "text": text}, ensure_ascii=False) + "\n", encoding="utf-8")
    _, out, _ = run("tag", "--batch", str(file))
    [row] = rows(out)
    assert list(row) == [
        "id", "power_types", "agencies", "mentions", "penalties", "conditions", "deadlines", "citations",
    ]  # fmt: skip
    assert row["power_types"] == ["行政处罚"]
    (penalty,) = row["penalties"]
    assert list(penalty) == ["kind", "low", "high", "unit", "base", "subject", "circumstance", "mode"]
    assert list(penalty.values())[:4] == ["罚款", 1000, 5000, "元"]
    assert row["conditions"] == [{"kind": "情形", "text": "违反本条例第八条规定的"}]
    assert row["citations"][0]["text"] == "本条例第八条"
    assert row["agencies"] == [{"surface": "城市管理部门", "canonical": "城市管理主管部门", "role": "实施"}]
    assert (row["deadlines"][0]["amount"], row["deadlines"][0]["unit"]) == (30, "日")


def test_cites_both_ways(run: Any) -> None:
    _, out, _ = run("cites", "示例市户外广告设施管理条例", "21", "--json")
    found = [row for row in rows(out) if row["target_id"].startswith("示例省城市管理条例")]
    assert found
    address = found[0]["target_id"].partition("#")[2]
    _, back, _ = run("cites", "示例省城市管理条例", address, "--reverse", "--json")
    assert any(row["provision_id"].startswith("示例市户外广告设施管理条例") for row in rows(back))


def test_items_as_text_json_and_csv(run: Any, tmp_path: Path) -> None:
    status, out, _ = run("items", "养犬", "--power", "行政处罚", "--limit", "2")
    assert status == 0
    assert "共" in out.splitlines()[0]
    assert "显示前2个" in out.splitlines()[0]
    _, out, _ = run("items", "养犬", "--json")
    found = rows(out)
    assert all(list(row) == list(ITEM_COLUMNS) for row in found)
    assert all("养犬" in row["name"] + row["conduct"] + row["law"] for row in found)
    file = tmp_path / "事项.csv"
    _, out, _ = run("items", "养犬", "--csv", str(file))
    assert str(len(found)) in out
    with file.open(encoding="utf-8-sig", newline="") as opened:
        written = list(csv.DictReader(opened))
    assert [row["编码"] for row in written] == [f"\t{row['code']}" for row in found]


def test_one_item_shows_its_bases(run: Any) -> None:
    _, out, _ = run("items", "没有办理养犬登记", "--power", "行政处罚", "--json")
    (row,) = rows(out)
    _, out, _ = run("items", "--item", row["code"], "--json")
    (card,) = rows(out)
    assert card["name"] == row["name"]
    assert {base["role"] for base in card["bases"]} == {"设定依据", "实施依据", "程序依据"}
    status, out, _ = run("items", "--item", row["code"])
    assert status == 0
    assert "设定依据　《示例市养犬管理条例》" in out
    status, _, err = run("items", "--item", "1")
    assert status == 3
    assert "16位数字" in err


def test_powers_are_counted_by_body_kind_level_and_domain(run: Any) -> None:
    _, out, _ = run("stats", "--json")
    (counted,) = rows(out)
    assert counted["权力事项"] == sum(counted["权力事项·权力类型"].values())
    _, out, _ = run("stats", "--cross", "--agency", "公安机关", "--json")
    assert all(set(row) == {"agency", "kind", "level", "domain", "items"} for row in rows(out))
    assert any(row["agency"] == "公安机关" for row in rows(out))


def test_eval_prints_figures_and_what_changed_since_the_last_run(run: Any, tmp_path: Path) -> None:
    gold = tmp_path / "答案.jsonl"
    row = {
        "law": "示例市市容管理条例",
        "article": "第二十六条",
        "power_types": ["行政处罚", "其他"],
        "agencies": ["城管"],
    }
    gold.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    status, out, _ = run("eval", "tags", "--gold", str(gold), "--results", str(tmp_path / "结果"))
    assert status == 0
    assert "power_types：p 1.0，r 1.0，f1 1.0" in out
    gold.write_text(json.dumps({**row, "agencies": ["公安局"]}, ensure_ascii=False) + "\n", encoding="utf-8")
    _, out, _ = run("eval", "tags", "--gold", str(gold), "--results", str(tmp_path / "结果"))
    assert "与上一次相比：得0，失2" in out
    status, _, err = run("eval", "laws", "--gold", str(gold))
    assert status == 2
    assert "可用：tags、items" in err


def test_stats_issues_and_dump(run: Any) -> None:
    _, out, _ = run("stats", "--json")
    assert rows(out)[0]["文件"] == 12
    _, out, _ = run("issues", "--json")
    assert all(set(row) == {"doc_id", "where", "code", "severity", "message"} for row in rows(out))
    _, out, _ = run("dump")
    found = rows(out)
    assert {row["record"] for row in found} <= set(KINDS)
    documents = {row["id"]: row for row in found if row["record"] == "document"}
    provisions = [row for row in found if row["record"] == "provision"]
    assert len(documents) == 12
    assert all(documents[p["doc_id"]]["text"][p["start"] : p["end"]] == p["text"] for p in provisions)
    assert list(documents) == sorted(documents)


def test_dump_is_the_same_every_time(run: Any) -> None:
    assert run("dump") == run("dump")


def test_the_contract_has_a_version(run: Any) -> None:
    _, out, _ = run("--version")
    assert f"JSON {CONTRACT}" in out


# fmt: off
WRONG = [  # command, exit status, what the message says
    (["show", "没有这部法", "1"],                          3, "没有《没有这部法》"),
    (["show", "示例市养犬管理条例", "999"],                3, "最后一条是"),
    (["show", "示例市养犬管理条例", "第某条"],             3, "看不懂"),
    (["search", "犬", "--as-of", "昨天"],                  2, "日期"),
    (["search", ""],                                       2, "请输入"),
    (["search", "--batch", "没有.jsonl"],                  2, "读不了"),
    (["dump", "--kind", "没有"],                           2, "可用"),
    (["build", "没有的文件夹"],                            2, "没有的文件夹"),
    (["stats", "--kb", "没有的知识库"],                    3, "kb build"),
    (["search", "犬", "--limt", "3"],                      2, "没有选项 --limt"),
    (["search", "犬", "--limit", "三"],                    2, "--limit 的值不对"),
    (["ask"],                                              2, "缺少 text"),
    (["serch", "犬"],                                      2, "没有命令 serch"),
    (["search", "犬", "--level", "法规"],                  2, "可用：宪法"),
    (["search", "犬", "--power", "罚款"],                  2, "行政处罚"),
    (["search", "犬", "--region", "火星"],                 2, "已有地区"),
]
# fmt: on


@pytest.mark.parametrize("words, status, message", WRONG, ids=lambda v: " ".join(v) if isinstance(v, list) else None)
def test_what_is_wrong_is_said_in_one_line(run: Any, words: list[str], status: int, message: str) -> None:
    found, _out, err = run(*words)
    assert found == status
    assert message in err.replace("\n", "")
    assert "Traceback" not in err


def test_no_words_list_the_commands(run: Any) -> None:
    status, out, _ = run()
    assert status == 0
    assert all(
        name in out
        for name in (
            "build",
            "search",
            "ask",
            "show",
            "tag",
            "cites",
            "items",
            "stats",
            "eval",
            "issues",
            "dump",
            "fetch",
        )
    )


def test_a_bad_batch_line_is_named(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "坏.jsonl"
    file.write_text('{"id": "a", "text": "犬"}\n不是JSON\n', encoding="utf-8")
    status, _, err = run("search", "--batch", str(file))
    assert status == 2
    assert "第2行" in err


def test_build_with_a_bad_file_says_so_and_exits_with_one(tmp_path: Path, run: Any) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    (tmp_path / "好.txt").write_text("关于示例工作的通知\n一、总体要求。\n二、工作安排。\n", encoding="utf-8")
    status, out, err = run("build", str(tmp_path), "--kb", str(tmp_path / "kb"))
    assert status == 1
    assert "共1部文件" in out
    assert "空.txt" in err
