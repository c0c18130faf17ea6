"""Download the public collection LawRefBook/Laws with git. kb.read.collection says what lies in it.

The folder of the clone belongs to this module: a file that
the collection tracks is replaced at the next update, any other file in it is left alone.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kb.errors import KBError

DEFAULT_URL = "https://github.com/LawRefBook/Laws.git"

Progress = Callable[[str, float | None], None]  # the stage in Chinese, and how much of it is done, 0 to 1


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a download left on disk; ``before`` is the commit that was there (empty: none), ``date`` is ISO."""

    path: Path
    url: str
    revision: str  # as asked for; empty: the newest
    commit: str
    date: str
    before: str

    @property
    def changed(self) -> bool:
        return self.commit != self.before


# Git


def fetch(
    target: Path, *, url: str = DEFAULT_URL, revision: str | None = None, progress: Progress | None = None
) -> Fetched:
    """Bring *target* to *revision* of the collection at *url*, by default the newest, and say what changed.

    A first download grows in ``<target>.partial`` and is renamed at the end; after an interruption, call again. A
    *target* that is there is updated in place. *revision* is a branch, a tag or a whole commit id. Raises KBError.
    """
    url, target = _source(url, revision), target.expanduser().absolute()
    report = progress or (lambda stage, done: None)
    with _plain_errors(target):
        fresh = not _is_clone(target)
        folder = _partial(target) if fresh else target
        before = "" if fresh else _output(folder, "rev-parse", "HEAD")
        _download(folder, url, revision, report)
        if fresh:
            _rename(folder, target)
        commit, day = _output(target, "log", "-1", "--format=%H %cs").split()
    return Fetched(path=target, url=url, revision=revision or "", commit=commit, date=day, before=before)


def _source(url: str, revision: str | None) -> str:
    """*url*, a local path made absolute; raises KBError where git could read *url* or *revision* as something else."""
    scheme, mark, _ = url.partition("://")
    odd = not url or url.startswith("-") or re.match(r"\w+::", url)
    if odd or (mark and scheme.lower() not in ("https", "ssh", "file")):
        raise KBError(f"下载地址不可用：{url or '（空）'}。只接受 https、ssh、file 地址或者本机文件夹。")
    if revision is not None and (not re.fullmatch(r"\w[\w./-]*", revision) or ".." in revision):
        raise KBError(f"版本写法不对：{revision or '（空）'}。请写分支名、标签名或者完整的40位提交号。")
    local = Path(url).expanduser()
    return str(local.absolute()) if not mark and local.exists() else url


def _is_clone(target: Path) -> bool:
    """True where *target* was made by ``fetch``, False where nothing is; raises KBError for anything else."""
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return False
    if (target / ".git").is_dir() and _output(target, "config", "--local", "--default", "", "--get", "kb.url"):
        return True
    raise _occupied(target)


def _partial(target: Path) -> Path:
    """The folder in which *target* grows: new, empty, or left by an interrupted download."""
    folder = target.with_name(target.name + ".partial")
    if folder.exists() and not (folder / ".git").is_dir() and any(folder.iterdir()):
        raise _occupied(folder)
    return folder


def _occupied(folder: Path) -> KBError:
    return KBError(f"{folder} 里已有别的文件，不是本程序下载的法规集。为避免覆盖，请换一个文件夹，或者先把它移走。")


def _download(folder: Path, url: str, revision: str | None, report: Progress) -> None:
    """Make *folder* hold exactly the tracked files of *revision*; each step may be repeated."""
    report("准备", None)
    folder.mkdir(parents=True, exist_ok=True)
    _run(folder, "init", "--quiet", report=report)
    _run(folder, "fetch", "--progress", "--no-tags", "--depth", "1", "--", url, revision or "HEAD", report=report)
    _run(folder, "checkout", "--progress", "--force", "--detach", "FETCH_HEAD", report=report)
    _run(folder, "config", "kb.url", url, report=report)
    report("完成", 1.0)


def _rename(partial: Path, target: Path) -> None:
    """Put the finished download in its place in one step; *target* is absent or an empty folder."""
    if target.is_dir():
        target.rmdir()
    partial.rename(target)


# The collection holds text only: links become plain files, line ends stay, nothing asks for a password, nothing hangs.
SETTINGS = {
    "core.symlinks": "false",
    "core.autocrlf": "false",
    "core.longpaths": "true",
    "core.hooksPath": os.devnull,
    "core.askPass": "",
    "advice.detachedHead": "false",
    "gc.autoDetach": "false",
    "maintenance.autoDetach": "false",
    "http.lowSpeedLimit": "1000",
    "http.lowSpeedTime": "60",
}
ENVIRONMENT = {
    "LC_ALL": "C",  # its messages are read below
    "GIT_TERMINAL_PROMPT": "0",
    "GCM_INTERACTIVE": "never",
    "GIT_ALLOW_PROTOCOL": "https:ssh:file",
}
ELSEWHERE = ("DIR", "WORK_TREE", "INDEX_FILE", "COMMON_DIR", "OBJECT_DIRECTORY", "ALTERNATE_OBJECT_DIRECTORIES")


def _command(folder: Path, *words: str) -> list[str]:
    """The command line for git, tied to *folder* so that no repository around it is ever meant."""
    git = shutil.which("git")
    if git is None:
        raise KBError("没有找到 git。请先安装 git（https://git-scm.com）并重新打开终端，再下载法规集。")
    settings = [word for item in SETTINGS.items() for word in ("-c", "=".join(item))]
    return [git, *settings, f"--git-dir={folder / '.git'}", f"--work-tree={folder}", *words]


def _environment() -> dict[str, str]:
    """The user's environment without what would point git at another repository (as inside a git hook)."""
    aside = {f"GIT_{name}" for name in (*ELSEWHERE, "NAMESPACE", "PREFIX", "SHALLOW_FILE")}
    kept = {name: value for name, value in os.environ.items() if name not in aside}
    return {"GIT_SSH_COMMAND": "ssh -oBatchMode=yes", **kept, **ENVIRONMENT}


def _output(folder: Path, *words: str) -> str:
    """What a short git command prints, or KBError."""
    done = subprocess.run(
        _command(folder, *words), cwd=folder, env=_environment(), stdin=subprocess.DEVNULL, capture_output=True
    )
    if done.returncode:
        raise KBError(explain(done.stderr.decode("utf-8", "replace")))
    return done.stdout.decode("utf-8", "replace").strip()


def _run(folder: Path, *words: str, report: Progress) -> None:
    """Run git, passing its progress on. Git is stopped when *report* raises, so a caller can cancel."""
    process = subprocess.Popen(
        _command(folder, *words),
        cwd=folder,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
    )
    with process:
        try:
            said = _follow(process.stderr, report)
        except BaseException:
            process.terminate()
            raise
    if process.returncode:
        raise KBError(explain(said))


STAGES = {
    "Counting objects": "统计文件",
    "Compressing objects": "服务器打包",
    "Receiving objects": "下载",
    "Resolving deltas": "解包",
    "Unpacking objects": "解包",
    "Updating files": "写入文件",
}
PERCENT = re.compile(rf"({'|'.join(STAGES)}):\s+(\d+)%")


def _follow(stream: IO[str] | None, report: Progress) -> str:
    """Report each percentage in *stream*, where git ends lines with CR or LF, and return the other lines."""
    said = []
    for line in stream or ():
        if found := PERCENT.search(line):
            report(STAGES[found[1]], int(found[2]) / 100)
        else:
            said.append(line)
    return "".join(said)


# What git says in English, and what the user should know. The first row that matches counts.
DISK_FULL = "磁盘空间不足，下载没有完成。请清理出至少 1 GB 空间再试，未完成的部分不影响已有文件。"
REASONS = [
    (r"No space left|[Dd]isk quota|[Oo]ut of diskspace", DISK_FULL),
    (r"\.lock'?: File exists",
     "另一个下载正在进行，或者上次被强行中断。确认没有别的下载之后，删除提示中的 .lock 文件再试。"),
    (r"not a git repository", "这个文件夹已经损坏。请删除它，重新下载。"),
    (r"[Cc]ould(n't| not) find remote ref|not our ref|unadvertised object|[Ii]nvalid refspec",
     "没有这个版本。请核对分支名、标签名；提交号要写完整的40位。"),
    (r"resolve host|[Ff]ailed to connect|[Cc]ould not connect|[Cc]onnection (timed out|refused|reset)|unreachable"
     r"|too slow|early EOF|RPC failed|unexpected disconnect|SSL|TLS|[Pp]roxy|error: 5\d\d",
     "连不上网络或者连接中断。请检查网络和代理（git config --global http.proxy），然后再试一次。"),
    (r"does not appear to be a git repo|[Nn]ot found|does not exist|could not read Username"
     r"|Authentication failed|Permission denied \(publickey|Host key|error: 40\d",
     "下载地址不存在，或者没有访问权限。请核对地址。"),
    (r"[Ff]ile ?name too long", "路径太长。请把数据文件夹换到更短的路径，例如设置环境变量 KB_DATA。"),
    (r"dubious ownership", "这个文件夹属于另一个系统用户，git 拒绝使用。请换一个文件夹，或者用原来的用户运行。"),
    (r"Permission denied|Read-only file", "没有写入权限。请换一个数据文件夹，或者设置环境变量 KB_DATA。"),
]  # fmt: skip


def explain(said: str) -> str:
    """One Chinese message for what git wrote to stderr, with git's own last words."""
    words = [line.strip() for line in said.splitlines() if line.strip()]
    last = next((line for line in words if line.startswith(("fatal:", "error:"))), words[-1] if words else "无说明")
    reason = next((text for pattern, text in REASONS if re.search(pattern, said)), "git 没有成功。")
    return f"下载法规集失败：{reason}（git：{last}）"


@contextmanager
def _plain_errors(target: Path) -> Iterator[None]:
    """Turn an OSError about *target* into a KBError that a user can act on."""
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        denied = f"无法写入 {target}（{error.strerror}）。请检查权限，或者换一个文件夹。"
        raise KBError(f"下载法规集失败：{DISK_FULL if full else denied}") from error
