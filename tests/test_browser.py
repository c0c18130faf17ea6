"""The app in a real browser: nothing may leave this machine."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

ROOT = Path(__file__).parent.parent
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no browser: chromium or google-chrome is not installed")


@pytest.fixture(scope="module")
def address(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app, running on a copy of the sample knowledge base, in which findings are kept."""
    home = shutil.copytree(sample_home, tmp_path_factory.mktemp("browser") / "kb")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.port",
        str(port),
        "--server.headless",
        "true",
    ]
    log = tmp_path_factory.mktemp("server") / "log.txt"
    with log.open("wb") as output:
        server = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, "KB_HOME": str(home)}, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            _wait(f"http://localhost:{port}/_stcore/health", server, log)
            yield f"http://localhost:{port}"
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait(10)


def _wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and server.poll() is None:
        try:
            with urlopen(url, timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"the app did not start: {log.read_text(encoding='utf-8', errors='replace')}")


@pytest.fixture
def page(address: str) -> Iterator[Page]:
    """A page that records where every request goes; fails where one leaves this machine."""
    from playwright import sync_api

    hosts: set[str] = set()
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            found = browser.new_page(viewport={"width": 1280, "height": 900}, locale="zh-CN")
            found.set_default_timeout(60_000)
            found.on("request", lambda request: hosts.add(urlsplit(request.url).hostname or ""))
            found.on("websocket", lambda socket: hosts.add(urlsplit(socket.url).hostname or ""))
            found.goto(address)
            found.locator(".kb-total").wait_for()
            _settle(found)
            yield found
        finally:
            browser.close()
    assert hosts <= {"localhost", "127.0.0.1", ""}  # "" is data: and blob:


def _settle(page: Page) -> None:
    """Wait until the script has run to its end: a widget drawn anew loses what was typed before."""
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()


def _open(page: Page, title: str) -> None:
    """Go to the page *title* of the menu."""
    page.get_by_role("link", name=title).click()
    page.locator("h1", has_text=title).wait_for()
    _settle(page)


def _enter(page: Page, label: str, text: str) -> None:
    """Type *text* into the box *label* and send it."""
    box = page.get_by_label(label, exact=True)
    box.fill(text)
    box.press("Enter")


def _table(page: Page) -> Locator:
    """The table of the page, once a filter has put the new one in the place of the old."""
    page.wait_for_function("document.querySelectorAll('[data-testid=stDataFrame]').length === 1")
    return page.locator('[data-testid="stDataFrame"]')


def test_first_page_lists_power_items(page: Page, tmp_path: Path) -> None:
    assert page.locator("h1").inner_text() == "权力事项"
    _enter(page, "执法机关", "城管")
    page.get_by_text("按今天的城市管理主管部门查找").wait_for()
    table = _table(page)
    table.locator("canvas").first.wait_for()
    table.click(position={"x": 300, "y": 70})  # the name in the first row
    card = page.locator(".st-key-item-card")
    card.get_by_text("程序依据").or_(card.get_by_text("设定依据")).first.wait_for()
    assert "城市管理主管部门" in card.inner_text()
    shown = card.locator("h2").first.inner_text()
    table.click(position={"x": 300, "y": 15})  # the head of a column sorts and chooses nothing
    page.wait_for_timeout(1500)
    assert card.locator("h2").first.inner_text() == shown
    page.get_by_role("button", name="关闭").click()
    card.wait_for(state="detached")
    table.click(position={"x": 300, "y": 70})
    card.get_by_text("查看上下文").first.wait_for()
    page.screenshot(path=tmp_path / "items.png")
    with page.expect_download() as download:
        page.get_by_role("button", name="导出CSV表格").click()
    assert download.value.path().read_bytes().startswith("\ufeff编码,事项名称".encode())
    card.get_by_text("查看上下文").first.click()
    page.get_by_text("前后条文").wait_for()
    page.get_by_role("link", name="权力事项").click()
    card.wait_for()  # the choice was remembered


def test_card_below_the_fold_comes_into_view(page: Page) -> None:
    page.set_viewport_size({"width": 1100, "height": 700})
    _table(page).click(position={"x": 300, "y": 70})
    card = page.locator(".st-key-item-card")
    card.wait_for()
    page.wait_for_function(
        "document.querySelector('.st-key-item-card').getBoundingClientRect().top < innerHeight * 0.7"
    )


def test_question_is_answered_and_opened(page: Page, tmp_path: Path) -> None:
    _open(page, "问依据")
    _enter(page, "问题", "在公共场所露天烧烤由哪个部门处罚、罚多少？")
    page.get_by_text("处二百元以上二千元以下罚款").wait_for()
    assert page.locator(".kb-grounded").inner_text().startswith("有依据")
    page.screenshot(path=tmp_path / "ask.png")
    page.get_by_text("查看上下文").nth(1).click()  # the duty comes first, the penalty second
    page.get_by_text("前后条文").wait_for()
    page.get_by_role("tab", name="标注").click()
    page.locator(".kb-marked").wait_for()
    page.screenshot(path=tmp_path / "article.png")


def test_search_and_article(page: Page, address: str, tmp_path: Path) -> None:
    _open(page, "条文检索")
    _enter(page, "检索内容", "查封、扣押")
    page.get_by_text("项结果").wait_for()
    page.screenshot(path=tmp_path / "search.png")
    page.goto(f"{address}/article?id={quote('示例市市容管理条例@2022-08-30#第二十六条')}")
    page.get_by_text("处二百元以上二千元以下罚款").first.wait_for()
    page.get_by_text("本条例第十七条第一款").first.wait_for()
    page.screenshot(path=tmp_path / "article.png")


def test_page_is_not_wider_than_the_window(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_draft_is_checked_beside_its_text(page: Page, tmp_path: Path) -> None:
    draft = tmp_path / "草案.txt"
    draft.write_text(
        "示例市摊车条例\n第一条 占用消防通道的，由公安机关处五日以下拘留。\n第二条 摊车应当整洁。", encoding="utf-8"
    )
    _open(page, "草案审查")
    page.locator('input[type="file"]').set_input_files(draft)
    page.get_by_text("草案.txt").wait_for()
    page.get_by_role("button", name="开始审查").click()
    page.locator(".kb-remark").first.wait_for()
    assert "五日以下拘留" in page.locator(".kb-quote mark.kb-red").first.inner_text()
    page.screenshot(path=tmp_path / "draft.png")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载审查报告").click()
    assert download.value.path().read_text(encoding="utf-8").startswith("# 《示例市摊车条例》草案审查")


def test_findings_are_compared_chosen_and_judged(page: Page, tmp_path: Path) -> None:
    _open(page, "交叉与冲突")
    page.get_by_role("button", name="开始比对").click()
    page.get_by_role("tab", name="疑点清单").wait_for()
    _settle(page)
    _table(page).click(position={"x": 300, "y": 70})
    card = page.locator(".st-key-finding-card")
    card.get_by_text("处理步骤").wait_for()
    _settle(page)
    assert card.locator(".kb-quote mark").count() > 0
    page.screenshot(path=tmp_path / "finding.png")
    card.get_by_text("待定", exact=True).click()
    card.get_by_role("button", name="保存").click()
    card.locator(".kb-badge", has_text="待定").wait_for()
    _settle(page)
    page.reload()
    page.get_by_role("tab", name="机关×机关").click()
    chart = page.locator('[data-testid="stVegaLiteChart"]')
    chart.wait_for()
    _settle(page)
    page.screenshot(path=tmp_path / "map.png")
    box = page.get_by_label("两个机关（也可以点图中的格子）")
    box.click()
    page.get_by_role("option").first.click()
    page.locator(".st-key-map-pair .kb-total").wait_for()
