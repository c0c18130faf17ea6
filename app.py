"""The web face: ``streamlit run app.py``. Navigation and what every page shares; each page is a file in kb/ui."""

from __future__ import annotations

import logging

import streamlit as st

from kb.errors import KBError, NotFound
from kb.ui import PAGES, opened, sidebar
from kb.ui.cards import banner, missing
from kb.ui.style import CSS, ICON


def main() -> None:
    st.set_page_config(page_title="行政执法法规知识库", page_icon=ICON, layout="wide", initial_sidebar_state="expanded")
    st.html(f"<style>{CSS}</style>")
    page = st.navigation([st.Page(path, title=title) for path, title in PAGES.items()])
    try:
        kb = opened()
        page.run()
        sidebar(kb)
    except NotFound as error:
        missing(str(error))
    except (KBError, OSError) as error:
        banner("failed", "未能完成", str(error))
    except Exception:
        logging.getLogger(__name__).exception("page failed")
        banner("failed", "程序出错", "本页没有显示完整，请刷新重试；仍然出错时，请把启动窗口中的错误信息发给维护人员。")


if __name__ == "__main__":
    main()
