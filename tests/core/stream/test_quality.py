"""Quality speaks of the speech frames only."""

import numpy as np
import pytest

from ser_core.stream.quality import QualityMeter
from ser_core.types import VadFrame


def frame(level_dbfs: float, snr_db: float, *, speech: bool = True, clipped: int = 0) -> VadFrame:
    return VadFrame(0, np.zeros(320, np.float32), speech, speech, 1.0, level_dbfs, snr_db, clipped)


def test_levels_and_ratios_are_means_of_power() -> None:
    meter = QualityMeter()
    meter.push(frame(-20.0, 30.0))
    meter.push(frame(-120.0, -10.0))
    quality = meter.quality
    assert quality.level_dbfs == pytest.approx(-23.01, abs=0.01)
    assert quality.snr_db == pytest.approx(26.99, abs=0.01)


def test_pauses_do_not_count() -> None:
    meter = QualityMeter()
    meter.push(frame(-20.0, 30.0, clipped=8))
    meter.push(frame(-90.0, 0.0, speech=False, clipped=320))
    assert meter.speech_frames == 1
    assert meter.quality.level_dbfs == pytest.approx(-20.0)
    assert meter.quality.clipped_pct == pytest.approx(2.5)


def test_no_speech_is_silence() -> None:
    assert QualityMeter().quality.level_dbfs == -120.0
