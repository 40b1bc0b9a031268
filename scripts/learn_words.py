"""Learn the codebooks of acoustic words anew: `python -m scripts.learn_words CORPUS…`.

Every model must be trained again afterwards.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from joblib import Parallel, delayed

from ser_core.features.descriptors import describe
from ser_core.features.functionals import contours_of
from ser_core.features.words import CODEBOOK_FILE, SHAPES
from ser_core.stream.frame import highpassed
from ser_core.training.augment import HIGHPASS_HZ, spoken
from ser_core.training.cache import load_at_16_khz
from ser_core.training.corpora import find_clips
from ser_core.training.words import DIMENSIONS, SIZE, learn_codebook, to_bytes
from ser_core.types import F32

SEED = 0


def heard(path: Path) -> tuple[F32, F32]:
    """Give a clip's contours as the live program hears them."""
    samples = spoken(highpassed(load_at_16_khz(path), HIGHPASS_HZ))
    return contours_of(describe(samples))


def main() -> None:
    """Learn from every clip of the corpora and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path, nargs="+", help="folders of corpora")
    clips = find_clips(parser.parse_args().corpora)
    windows = Parallel(n_jobs=2)(delayed(heard)(clip.path) for clip in clips)
    books = [
        learn_codebook(name, windows, size=SIZE, dimensions=DIMENSIONS[name], seed=SEED)
        for name in SHAPES
    ]
    CODEBOOK_FILE.write_bytes(to_bytes(books))
    print(f"{CODEBOOK_FILE.name}: learned from {len(clips)} clips")


if __name__ == "__main__":
    main()
