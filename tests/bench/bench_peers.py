"""Our search beside bm25s, rank-bm25, SQLite FTS5, txtai and LangChain with FAISS: quality, speed and memory in one run.

usage: python tests/bench/bench_peers.py [--kb FOLDER] [--only NAME] [--limit N] [--anew] [--dry]

Every system runs in a process of its own, one after the other, over the same articles (those of the versions in force of
the base) and the same dev questions, and gives its first hundred articles. What is done is kept in FOLDER/peers: a run
that was broken off goes on where it was, and `--anew` starts over. A system that is not installed is named as missing.

Queries are put one by one: first with one thread (these times are the figures), then the first hundred with all threads.
The questions of STARD, whose answers are national law, are searched in national law alone and are not timed, because
not every system can be told so. `--limit N` takes the documents up to N articles only, to try the machinery; it records
nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from peers import DEEP, PEERS, Article, Meter, Peer, Search
from rows import ROOT, SHARED, machine, record

from kb.address import article
from kb.config import load
from kb.evaluate_search import NATIONAL, averages, bases, measures, places_of, systems
from kb.index import indexed_text
from kb.knowledge import KnowledgeBase, open_kb
from kb.model import Provision
from kb.questions import law_of

SETS: Mapping[str, Collection[str] | None] = {
    "catalog_dev": None, "formal_dev": None, "everyday_dev": None, "stard_dev": NATIONAL,
}  # fmt: skip
TITLES = {
    "catalog_dev": "官方目录的事项名", "formal_dev": "按条文写的事项名", "everyday_dev": "日常说法", "stard_dev": "STARD（只查全国性文件）",
}  # fmt: skip
HYBRID, DENSE, TXTAI = "本软件", "本软件（仅向量）", "txtai混合"
_TIMES = 5.0  # queries a second of ours for each one of txtai: what we promise
_ALL_THREADS = 100  # questions put again with all threads
Tell = Callable[[int, int], None]


def main() -> None:
    """Run what has not been run, print the table, and record one row."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kb", type=Path, default=ROOT / ".kb-bench", help="a base of ../shared/corpus")
    parser.add_argument("--only", action="append", choices=[*PEERS, DENSE, HYBRID], help="this system; may come again")
    parser.add_argument("--limit", type=int, default=0, help="the documents up to this many articles")
    parser.add_argument("--anew", action="store_true", help="forget what earlier runs have measured")
    parser.add_argument("--dry", action="store_true", help="do not record the row")
    parser.add_argument("--run", help=argparse.SUPPRESS)  # the child: measure one system
    options = parser.parse_args()
    if not (options.kb / "kb.sqlite").exists():
        sys.exit(f"没有知识库 {options.kb}；请先运行 python tests/bench/bench_build.py，或用 --kb 指定")
    folder = options.kb / "peers" / (str(options.limit) if options.limit else "all")
    if options.run:
        run_one(options.run, options.kb, folder)
        return
    mark = prepare(options.kb, folder, options.limit)
    names = options.only or [*PEERS, DENSE, HYBRID]
    found = {name: result_of(name, options, folder, mark) for name in names}
    show(found)
    failed = [name for name, row in found.items() if "failed" in row]
    whole = not (options.only or options.limit or failed)
    if whole:
        record("peers", *parts(found), dry=options.dry)
    if failed:
        sys.exit(f"没有完成：{'、'.join(failed)}；再运行一次会从这里继续")


# ---------------------------------------------------------------- material


def prepare(home: Path, folder: Path, limit: int) -> str:
    """Write the articles and the questions to *folder* for every system to read; a fingerprint of both."""
    folder.mkdir(parents=True, exist_ok=True)
    kb = open_kb(load(home=str(home)))
    taken = articles(kb, limit)
    kb.close()
    lines = [json.dumps(asdict(one), ensure_ascii=False) for one in taken]
    (folder / "articles.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    material = (folder / "articles.jsonl").read_bytes() + b"".join(
        (SHARED / "eval" / f"{name}.jsonl").read_bytes() for name in SETS
    )
    print(f"条文{len(taken)}条，问题{sum(len(questions(name)) for name in SETS)}个", file=sys.stderr)
    return hashlib.sha256(material).hexdigest()


def articles(kb: KnowledgeBase, limit: int = 0) -> list[Article]:
    """The articles of the versions in force, by document; of the first documents that reach *limit*, where there is one."""
    taken: list[Article] = []
    for doc_id in sorted(kb.in_force()):
        if limit and len(taken) >= limit:
            break
        edition = kb.editions[doc_id]
        taken += [
            Article(unit.id, law_of(edition.title), article(unit.address), edition.level, indexed_text(unit))
            for unit in kb.store.select(Provision, doc_id=doc_id, unit=True)
        ]
    return taken


def read_articles(folder: Path) -> list[Article]:
    lines = (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    return [Article(**json.loads(line)) for line in lines]


def questions(name: str) -> list[dict[str, Any]]:
    lines = (SHARED / "eval" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


# ---------------------------------------------------------------- one system, in its own process


def result_of(name: str, options: argparse.Namespace, folder: Path, mark: str) -> dict[str, Any]:
    """What *name* gave, from an earlier run over the same material or from a new process; why not, where it cannot run."""
    peer = PEERS.get(name)
    if peer and peer.missing():
        return {"missing": peer.missing()}
    known, about = folder / f"{name}.json", fingerprint(peer, mark)
    if known.exists() and not options.anew:
        held: dict[str, Any] = json.loads(known.read_text(encoding="utf-8"))
        if held["about"] == about:
            return held
    print(f"{name} …", file=sys.stderr)
    known.unlink(missing_ok=True)
    words = [sys.executable, __file__, "--kb", str(options.kb), "--limit", str(options.limit), "--run", name]
    done = subprocess.run(words, check=False)
    if done.returncode or not known.with_suffix(".new").exists():
        return {"failed": f"进程以 {done.returncode} 结束"}
    made: dict[str, Any] = {"about": about, **json.loads(known.with_suffix(".new").read_text(encoding="utf-8"))}
    known.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    known.with_suffix(".new").unlink()
    return made


def fingerprint(peer: Peer | None, mark: str) -> str:
    """What a result depends on: the material, the machine, the encoder and the ranker, and the versions of the packages."""
    from kb.index.static import fingerprint as encoder

    ranker = hashlib.sha256((ROOT / "kb" / "models" / "ranker.safetensors").read_bytes()).hexdigest()
    about = [mark, machine(), encoder(), peer.how if peer else ranker, peer.versions() if peer else {}]
    return hashlib.sha256(json.dumps(about, ensure_ascii=False).encode()).hexdigest()


def run_one(name: str, home: Path, folder: Path) -> None:
    """Measure *name* and leave the figures in *folder*."""
    from rich.console import Console
    from rich.progress import Progress

    taken, meter = read_articles(folder), Meter()
    with tempfile.TemporaryDirectory(dir=folder) as temporary, Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task(f"{name} 建索引", total=None)
        begun = time.perf_counter()
        built = PEERS[name].build if name in PEERS else ours(home, dense=name == DENSE)
        search = built(taken, meter, Path(temporary))
        whole = time.perf_counter() - begun
        bar.update(task, description=f"{name} 检索")
        keys = {one.id: (one.law, one.address) for one in taken}
        asked = {set_: questions(set_) for set_ in SETS}
        figures, times = score(search, keys, asked, lambda done, total: bar.update(task, completed=done, total=total))
        texts = [row["text"] for set_, rows in asked.items() if SETS[set_] is None for row in rows]
        every = all_threads(search, texts[:: max(1, len(texts) // _ALL_THREADS)][:_ALL_THREADS])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    wall, processor = zip(*times, strict=True)
    seconds = {"index": whole - meter.seconds, "index_with_words_and_vectors": whole, **spread(wall)}
    seconds["processor_p50"] = statistics.median(processor)  # what is left of p50 on a machine that does nothing else
    scores = {"quality": figures, "peak_mb": peak, "queries_per_s": 1 / statistics.mean(wall),
              "queries_per_s_all_threads": every}  # fmt: skip
    made = {"scores": scores, "seconds": seconds}
    (folder / f"{name}.new").write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")


def ours(home: Path, *, dense: bool) -> Callable[[Sequence[Article], Meter, Path], Search]:
    """Our search over indexes made of the same articles; with *dense* the vectors alone."""

    def build(taken: Sequence[Article], meter: Meter, folder: Path) -> Search:
        from kb.index import dense as vectors
        from kb.index import lexical, open_dense, open_lexical
        from kb.pipeline import entries

        documents = sorted({one.id.partition("#")[0] for one in taken})
        kb = open_kb(load(home=str(home)))
        cut, lexical.tokenize = lexical.tokenize, meter.timed(lexical.tokenize)
        load_encoder, vectors._load_encoder = vectors._load_encoder, lambda name: meter.timed(load_encoder(name))
        kb.__dict__["dense"] = open_dense(folder / "dense")
        kb.dense.update(entries(kb, documents), ())
        if not dense:
            kb.__dict__["lexical"] = open_lexical(folder / "lexical")
            kb.lexical.update(entries(kb, documents), ())
        lexical.tokenize, vectors._load_encoder = cut, load_encoder
        run = systems(kb)["向量" if dense else "kb"]
        chosen: dict[tuple[str, ...], frozenset[str]] = {}

        def search(text: str, levels: Collection[str] | None) -> Sequence[str]:
            key = tuple(levels or ())
            if key not in chosen:
                chosen[key] = frozenset(d for d in documents if not levels or kb.editions[d].level in levels)
            return run(text, chosen[key])

        return search

    return build


def score(
    search: Search,
    keys: Mapping[str, tuple[str, str]],
    asked: Mapping[str, Sequence[Mapping[str, Any]]],
    tell: Tell = lambda _done, _total: None,
) -> tuple[dict[str, dict[str, float]], list[tuple[float, float]]]:
    """The measures of *search* by set of questions, and the wall and processor seconds of each question put to all articles.

    *keys* gives (law, article) for an id. Both with one thread; the first question is put once before, unmeasured.
    """
    from threadpoolctl import threadpool_limits

    found: list[tuple[str, dict[str, float]]] = []
    times: list[tuple[float, float]] = []
    total, done = sum(map(len, asked.values())), 0
    with threadpool_limits(1):
        for name, rows in asked.items():
            for row in rows:
                if not done:
                    search(row["text"], SETS[name])
                begun = time.perf_counter(), time.process_time()
                ids = search(row["text"], SETS[name])
                if SETS[name] is None:
                    times.append((time.perf_counter() - begun[0], time.process_time() - begun[1]))
                wanted = bases(row)
                found.append((name, measures(places_of((keys[id] for id in ids), wanted), len(wanted))))
                done += 1
                tell(done, total)
    return averages(found), times


def all_threads(search: Search, texts: Sequence[str]) -> float:
    """Queries a second with as many threads as each system takes."""
    begun = time.perf_counter()
    for text in texts:
        search(text, None)
    return len(texts) / (time.perf_counter() - begun)


def spread(times: Sequence[float]) -> dict[str, float]:
    """Median and 95th percentile (nearest rank)."""
    ranked = sorted(times)
    return {"p50": statistics.median(ranked), "p95": ranked[-(-95 * len(ranked) // 100) - 1]}


# ---------------------------------------------------------------- table and row


def parts(found: Mapping[str, Mapping[str, Any]]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The scores and the seconds of a row, by system; of a missing one the packages it lacks."""
    scores = {name: row.get("scores", {"missing": row.get("missing")}) for name, row in found.items()}
    if (times := ratio(found)) is not None:
        scores["queries_per_s_over_txtai"] = times
    return scores, {name: row["seconds"] for name, row in found.items() if "seconds" in row}


def ratio(found: Mapping[str, Mapping[str, Any]]) -> float | None:
    """Queries a second of our search for each one of txtai's; None where one of them was not measured."""
    rates = [found.get(name, {}).get("scores", {}).get("queries_per_s") for name in (HYBRID, TXTAI)]
    return rates[0] / rates[1] if all(rates) else None


def show(found: Mapping[str, Mapping[str, Any]]) -> None:
    """Print the figures in Chinese: speed and memory, then quality by set."""
    from rich.console import Console

    out = Console()
    out.print(speed_table(found), *(quality_table(found, name) for name in SETS))
    for name, row in found.items():
        if "missing" in row:
            out.print(
                f"[bold]{name}[/]：未安装（缺 {'、'.join(row['missing'])}），没有测；安装见 tests/bench/peers.txt"
            )
        if "failed" in row:
            out.print(f"[bold]{name}[/]：没有完成，{row['failed']}")
    for peer in PEERS.values():
        out.print(f"{peer.name}：{peer.how}")
    out.print(
        "本软件的排序模型用这些开发题拟合过，“本软件”一行的质量是训练内的数字；留出折的数字见 kb/models/ranker.md"
    )
    if (times := ratio(found)) is not None:
        word = "达到" if times >= _TIMES else "未达到"
        out.print(f"本软件每秒查询数是{TXTAI}的{times:.1f}倍（{word}不低于{_TIMES:g}倍的承诺）")


def speed_table(found: Mapping[str, Mapping[str, Any]]) -> Any:
    from rich.table import Table

    heads = ("系统", "建索引\n秒", "连同切词\n编码 秒", "内存峰值\nMB", "每秒查询\n单线程", "每秒查询\n全部线程", "p50\n毫秒",
             "p95\n毫秒")  # fmt: skip
    table = Table(*heads, title="速度与内存")
    for name, row in found.items():
        if "scores" not in row:
            table.add_row(name, *["未测"] * (len(heads) - 1))
            continue
        scores, seconds = row["scores"], row["seconds"]
        table.add_row(
            name, f"{seconds['index']:.1f}", f"{seconds['index_with_words_and_vectors']:.1f}", f"{scores['peak_mb']:.0f}",
            f"{scores['queries_per_s']:.1f}", f"{scores['queries_per_s_all_threads']:.1f}",
            f"{1000 * seconds['p50']:.1f}", f"{1000 * seconds['p95']:.1f}",
        )  # fmt: skip
    return table


def quality_table(found: Mapping[str, Mapping[str, Any]], name: str) -> Any:
    from rich.table import Table

    shown = measures_of(SETS[name])
    table = Table("系统", *shown, title=f"质量：{TITLES[name]}")
    for system, row in found.items():
        figures = row.get("scores", {}).get("quality", {}).get(name)
        table.add_row(system, *(f"{figures[key]:.3f}" if figures else "未测" for key in shown))
    return table


def measures_of(levels: Collection[str] | None) -> tuple[str, ...]:
    """What is shown of a set: recall where an answer has several articles, hits elsewhere."""
    return ("hit@1", "hit@5", "hit@10") if levels is None else ("R@10", f"R@{DEEP}", "MRR@10")


if __name__ == "__main__":
    main()
