"""openSMILE's functionals as feature sets, in a module that worker processes find."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import version
from typing import Final

import numpy as np
import opensmile

from ser_core.training.cache import FeatureSet
from ser_core.types import F32, SAMPLE_RATE_HZ


@lru_cache(maxsize=2)
def _smile(name: str) -> opensmile.Smile:
    functionals = opensmile.FeatureLevel.Functionals
    return opensmile.Smile(opensmile.FeatureSet[name], feature_level=functionals)


def _functionals(name: str, samples: F32) -> F32:
    values = _smile(name).process_signal(samples, SAMPLE_RATE_HZ).to_numpy()[0]
    return np.nan_to_num(values.astype(np.float32))


def egemaps(samples: F32) -> F32:
    """Compute the 88 functionals of eGeMAPS v02 (Eyben et al. 2016)."""
    return _functionals("eGeMAPSv02", samples)


def compare(samples: F32) -> F32:
    """Compute the 6,373 functionals of ComParE 2016 (Schuller et al. 2016)."""
    return _functionals("ComParE_2016", samples)


EGEMAPS: Final = FeatureSet(f"egemaps-{version('opensmile')}", egemaps)
COMPARE: Final = FeatureSet(f"compare-{version('opensmile')}", compare)
