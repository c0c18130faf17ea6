"""Write kb/models/answered.safetensors and answered.json: vectors of questions that lawyers have answered, and the articles.

usage: python -m kb.train.answered --stard ../shared/eval/stard_train.jsonl

The questions are those of the STARD train split; of their text only the vectors of the built-in encoder are kept. To be run
after every training of the encoder and before that of the ranker.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.answered import PLACES, STEP, VECTORS
from kb.evaluate_search import bases
from kb.index.static import builtin

_LONG = 25
MODELS = Path(__file__).resolve().parents[1] / "models"


def marked(law: str) -> str:
    """*law* with a pair of 「」 in the middle of a very long title, as in ``kb.questions``."""
    middle = len(law) // 2
    return law if len(law) <= _LONG else f"{law[:middle]}「{law[middle : middle + 2]}」{law[middle + 2 :]}"


def main(arguments: Sequence[str] | None = None) -> None:
    from safetensors.numpy import save_file

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stard", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=MODELS)
    options = parser.parse_args(arguments)
    rows = [json.loads(line) for line in options.stard.read_text(encoding="utf-8").splitlines()]
    rests = [sorted(bases(row)) for row in rows]
    places = sorted({place for one in rests for place in one})
    number = {place: at for at, place in enumerate(places)}
    arrays: dict[str, NDArray[Any]] = {
        "vectors": np.round(builtin()([row["text"] for row in rows]) * STEP).astype(np.int8),
        "rests": np.array([(row, number[place]) for row, one in enumerate(rests) for place in one], np.int32),
    }
    save_file(arrays, options.out / VECTORS)
    lines = ",\n".join(json.dumps([marked(law), article], ensure_ascii=False) for law, article in places)
    (options.out / PLACES).write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    sys.stdout.write(f"{len(rows)} questions, {len(places)} articles\n")


if __name__ == "__main__":
    main(sys.argv[1:])
