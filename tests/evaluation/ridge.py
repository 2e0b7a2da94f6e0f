"""Ridge regression over hashed features: what is learned, and what it says of each left out.

For each name the sum of squares between what is told and 1 (the name is meant) or 0 (it is not) is
made least, with a penalty on large weights. What would be told of an example had it been left out
follows without learning anew (leave-one-out by the inverse of the kernel matrix, Rifkin and Lippert
2007).
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.linalg import lapack
from scipy.sparse import csr_matrix

from store.answering.understanding.learned import BUCKETS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy.typing as npt

    Singles = npt.NDArray[np.float32]

KEPT = 400_000
"""Weights that are kept, the largest ones."""

MOST = 255
"""Weights of one bucket that are kept."""

BLOCK = 1_000
"""Examples that are compared with all others at once: what memory allows."""

CUT = 0.999
"""Share of the kept weights that are told apart by size; the few larger ones count as the next."""


class Ridge(NamedTuple):
    """What was learned. ``left_out`` tells of each example what the others say of it."""

    names: tuple[str, ...]
    start: Singles
    weights: Singles  # by bucket and name
    left_out: list[dict[str, float]]

    def write(self, path: Path) -> None:
        """Write what :class:`store.answering.understanding.learned.Learned` reads."""
        size = np.abs(self.weights)
        least = np.partition(size.ravel(), -KEPT)[-KEPT] if size.size > KEPT else 0.0
        step = float(np.quantile(size[size >= least], CUT)) / 127
        whole = np.clip(np.rint(self.weights / step), -127, 127).astype(np.int8)
        whole[size < least] = 0
        for bucket in np.flatnonzero((whole != 0).sum(axis=1) > MOST):
            whole[bucket, np.argsort(np.abs(whole[bucket]))[:-MOST]] = 0
        buckets, places = np.nonzero(whole)
        counts = np.bincount(buckets, minlength=BUCKETS).astype(np.uint8)
        told = {
            "names": self.names,
            "start": [round(float(value), 4) for value in self.start],
            "scale": round(step, 8),
        }
        head = json.dumps(told).encode() + b"\n"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(
            head
            + counts.tobytes()
            + places.astype("<u2").tobytes()
            + whole[buckets, places].tobytes()
        )


def ridge(
    shown: Sequence[frozenset[int]],
    meant: Sequence[frozenset[str]],
    *,
    fewest: int,
    dear: float,
) -> Ridge:
    """Learn how much each bucket speaks for each name.

    ``shown`` are the buckets of each example, ``meant`` its names; names of fewer than ``fewest``
    examples are left out. ``dear`` is the penalty.
    """
    counted = Counter(name for names in meant for name in names)
    names = tuple(sorted(name for name, count in counted.items() if count >= fewest))
    rows = _rows(shown)
    wanted = np.array([[name in some for name in names] for some in meant], np.float32)
    start = wanted.mean(axis=0)
    kernel = np.empty((len(shown), len(shown)), np.float32, order="F")
    for at in range(0, len(shown), BLOCK):
        kernel[:, at : at + BLOCK] = rows @ rows[at : at + BLOCK].T.toarray()
    kernel[np.diag_indices_from(kernel)] += dear
    factor, _ = lapack.spotrf(kernel, lower=1, overwrite_a=1)
    dual, _ = lapack.spotrs(factor, wanted - start, lower=1)
    inverse, _ = lapack.spotri(factor, lower=1, overwrite_c=1)
    left_out = wanted - dual / np.diag(inverse)[:, None]
    return Ridge(
        names,
        start,
        np.asarray(rows.T @ dual),
        [dict(zip(names, told, strict=True)) for told in left_out.tolist()],
    )


def _rows(shown: Sequence[frozenset[int]]) -> csr_matrix:
    places = [sorted(buckets) for buckets in shown]
    lengths = np.array([len(some) for some in places])
    return csr_matrix(
        (
            np.repeat(1 / np.sqrt(np.maximum(lengths, 1)), lengths).astype(np.float32),
            np.array([place for some in places for place in some], np.int32),
            np.concatenate(([0], np.cumsum(lengths))),
        ),
        shape=(len(places), BUCKETS),
    )
