# 常用任务。只要有 Python 3.11 或更新版本和 GNU make；Windows 用户见 README.md 的纯 pip 步骤。

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
BENCH_KB ?= .kb-bench
PEERS := .venv-peers

INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev
INSTALLED_PEERS := $(PEERS)/.installed

.DEFAULT_GOAL := help
.PHONY: help install app test lint check-catalogue bench bench-peers train clean

help:  ## 列出全部任务
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 25

install: $(INSTALLED)  ## 在 .venv 中安装本项目

app: $(INSTALLED)  ## 打开网页界面；没有知识库时先用 corpus/catalogue 建一个
	@home="$${KB_HOME:-.kb}"; \
	if [ -z "$$KB_STORE" ] && [ ! -e "$$home/kb.sqlite" ] && [ ! -e "$$home/indexed.json" ]; then \
		echo "在 $$home 用起步目录（权力事项要点）建立知识库"; \
		$(BIN)/kb build corpus/catalogue --kb "$$home"; \
	fi
	$(BIN)/streamlit run app.py --server.showEmailPrompt false --server.address localhost --browser.gatherUsageStats false

test: $(INSTALLED_DEV)  ## 运行全部测试
	$(BIN)/python -m pytest

lint: $(INSTALLED_DEV)  ## ruff 与 mypy --strict
	$(BIN)/ruff check .
	$(BIN)/mypy --strict

check-catalogue: $(INSTALLED_DEV)  ## 用官方文本（../shared/corpus）逐项核对起步目录
	$(BIN)/python corpus/check_catalogue.py

bench: $(INSTALLED_DEV)  ## 实测速度与质量（需要 ../shared），每项在 tests/bench/rows.jsonl 追加一行
	$(BIN)/python tests/bench/bench_build.py
	$(BIN)/python tests/bench/bench_search.py --kb $(BENCH_KB)
	$(BIN)/python tests/bench/bench_quality.py --kb $(BENCH_KB)
	$(BIN)/python tests/bench/bench_tags.py --kb $(BENCH_KB)
	$(BIN)/python tests/bench/bench_conflicts.py --kb $(BENCH_KB)

bench-peers: $(INSTALLED_PEERS)  ## 同机同题对照其他检索软件（需要 ../shared；装在 .venv-peers，可中断后再运行）
	test -e $(BENCH_KB)/kb.sqlite || $(PEERS)/bin/kb build ../shared/corpus --kb $(BENCH_KB)
	$(PEERS)/bin/python tests/bench/bench_peers.py --kb $(BENCH_KB)

train: $(INSTALLED_DEV)  ## 重新训练编码器和排序模型（需要 ../shared；约一小时）
	$(BIN)/kb build ../shared/corpus --kb $(BENCH_KB)
	$(BIN)/python -m kb.train.encoder --kb $(BENCH_KB) --stard ../shared/eval/stard_train.jsonl
	$(BIN)/kb build ../shared/corpus --kb $(BENCH_KB) --reindex
	$(BIN)/python -m kb.train.clauses --kb $(BENCH_KB)
	$(BIN)/python -m kb.train.answered --stard ../shared/eval/stard_train.jsonl
	$(BIN)/python -m kb.train.ranker --kb $(BENCH_KB) --eval ../shared/eval

clean:  ## 删除缓存和虚拟环境；知识库不动
	rm -rf $(VENV) $(PEERS) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .kb-bench
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# torch 先装：版本在 constraints.txt 里钉死，后面的包就不会再去找别的。
$(INSTALLED): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("需要 Python 3.11 或更新版本" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install -c constraints.txt torch==2.13.0
	$(PIP) install -c constraints.txt -e .
	touch $@

$(INSTALLED_DEV): $(INSTALLED)
	$(PIP) install -c constraints.txt -e '.[dev]'
	touch $@

# 对照软件与本项目共用 constraints.txt 里的版本，装在另一个环境里，不影响本项目。
$(INSTALLED_PEERS): pyproject.toml constraints.txt tests/bench/peers.txt
	test -x $(PEERS)/bin/python || $(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip --disable-pip-version-check install -c constraints.txt torch==2.13.0
	$(PEERS)/bin/python -m pip --disable-pip-version-check install -c constraints.txt -e .
	$(PEERS)/bin/python -m pip --disable-pip-version-check install -c constraints.txt -r tests/bench/peers.txt
	touch $@
