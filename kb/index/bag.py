"""The built-in encoder as a module of sentence-transformers: for training, and for ``SentenceTransformer(folder)``.

It computes what ``kb.index.static`` computes with numpy; a test holds the two together. Importing this imports torch.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar, Self

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from sentence_transformers.base.modules import InputModule
from torch import nn

from kb.index.static import TOKENS, WEIGHTS, tokens, weighted


class WeightedBag(InputModule):
    """Sum of the embeddings of a text's tokens, weighted by 1 + ln(times); ``tokens`` names the rows of the table."""

    config_keys: ClassVar[list[str]] = []  # type: ignore[misc]
    modalities: ClassVar[list[Any]] = ["text"]

    def __init__(self, names: Sequence[str], table: torch.Tensor) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.names = list(names)
        self.vocabulary = {token: i for i, token in enumerate(self.names)}
        self.embedding = nn.EmbeddingBag.from_pretrained(table, freeze=False, mode="sum", sparse=True)

    def preprocess(self, inputs: Any, prompt: str | None = None, **_: Any) -> dict[str, torch.Tensor]:
        """Texts -> flat token ids, their weights and the offset of each text; a text without a known token is empty."""
        bags = [weighted(tokens(f"{prompt or ''}{text}"), self.vocabulary) for text in inputs]
        starts = np.cumsum([0, *(len(ids) for ids, _ in bags)])[:-1]
        ids = np.concatenate([ids for ids, _ in bags] or [np.zeros(0, np.int64)])
        weights = np.concatenate([w for _, w in bags] or [np.zeros(0, np.float32)])
        return {
            "input_ids": torch.from_numpy(ids), "token_weights": torch.from_numpy(weights),
            "offsets": torch.from_numpy(starts.astype(np.int64)),
        }  # fmt: skip

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        vectors = self.embedding(features["input_ids"], features["offsets"], features["token_weights"])
        features["sentence_embedding"] = torch.nn.functional.normalize(vectors, dim=-1)
        return features

    def get_embedding_dimension(self) -> int:
        return int(self.embedding.embedding_dim)

    @property
    def max_seq_length(self) -> float:
        return float("inf")

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Write the table in 8 bits: row i is ``table[i] * scale[i]``."""
        weight = self.embedding.weight.detach()
        scale = weight.abs().amax(dim=1).clamp(min=1e-9) / 127
        table = (weight / scale[:, None]).round().clamp(-127, 127).to(torch.int8)
        save_file({"table": table, "scale": scale.float()}, os.path.join(output_path, WEIGHTS))
        Path(output_path, TOKENS).write_text(json.dumps(self.names, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, model_name_or_path: str, subfolder: str = "", *_: Any, **__: Any) -> Self:
        folder = Path(model_name_or_path) / subfolder
        arrays = load_file(folder / WEIGHTS)
        names = json.loads((folder / TOKENS).read_text(encoding="utf-8"))
        return cls(names, arrays["table"].float() * arrays["scale"][:, None])
