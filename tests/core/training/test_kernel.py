"""What the kernel recipe's hyperparameters mean, on noise that stands for features."""

from __future__ import annotations

import numpy as np
import pytest

from ser_core.features.spec import FEATURES
from ser_core.training.examples import Examples
from ser_core.training.kernel import KernelSettings, LeftOut, fit_kernel

FAMILIES = np.array(FEATURES.families)
VALLEYS = np.array([name.startswith(("contrast_00.", "contrast_01.")) for name in FEATURES.names])


@pytest.fixture(scope="module")
def examples() -> Examples:
    rng = np.random.default_rng(0)
    values = rng.standard_normal((24, len(FEATURES.names))).astype(np.float32)
    clips = np.arange(24)
    return Examples(values, clips % 2, np.zeros(24, np.intp), np.ones(24), clips)


@pytest.mark.parametrize(
    ("left_out", "used"),
    [
        (LeftOut.NOTHING, np.full(FAMILIES.size, fill_value=True)),
        (LeftOut.SEED, FAMILIES != "seed"),
        (LeftOut.PLACE, (FAMILIES != "seed") & ~VALLEYS),
    ],
)
def test_what_is_left_out_counts_for_nothing(
    examples: Examples, left_out: LeftOut, used: np.ndarray
) -> None:
    classifier = fit_kernel(KernelSettings(left_out=left_out), examples, 2, seed=0)
    np.testing.assert_array_equal(classifier.gain > 0, used)


def test_each_of_the_features_left_out_is_one_that_there_is() -> None:
    assert 0 < VALLEYS[FAMILIES != "seed"].sum() < (FAMILIES == "seed").sum()


def test_without_a_share_words_say_nothing(examples: Examples) -> None:
    functionals, words = fit_kernel(KernelSettings(words_share=0.0), examples, 2, seed=0).likenesses
    assert not words.weights.any()
    assert functionals.weights.any()
