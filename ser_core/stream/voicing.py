"""What tells a voice from other sounds in 60 ms: periodicity and the shape of the spectrum.

Pure functions of samples; each frame is measured by itself, so that the values do not
depend on how many frames are measured at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import fft

from ser_core.frames import overlapping
from ser_core.stream.frame import FRAME_SAMPLES
from ser_core.types import F32, SAMPLE_RATE_HZ

CONTEXT_SAMPLES: Final = 2 * FRAME_SAMPLES
"""Samples before a frame that its measures see."""

_SPAN: Final = CONTEXT_SAMPLES + FRAME_SAMPLES
_FFT: Final = 1024
_HARMONICS: Final = _FFT * 1_500 // SAMPLE_RATE_HZ
"""Bins up to 1.5 kHz: above, the echoes of a room drown the harmonics first."""
_LAG_RATE_HZ: Final = 6_000
_LAG_FFT: Final = _FFT * _LAG_RATE_HZ // SAMPLE_RATE_HZ
_MIN_LAG: Final = _LAG_RATE_HZ // 500
_MAX_LAG: Final = 96  # 62.5 Hz
_COMPRESSION: Final = np.float32(0.35)
_RANGE_DB: Final = np.float32(35)
_BAND_EDGES_HZ: Final = (
    *(100, 200, 300, 420, 560, 720, 920, 1170),
    *(1480, 1850, 2300, 2900, 3700, 4800, 6400, 7900),
)


@dataclass(frozen=True, slots=True, eq=False)
class Measures:
    """Measures of m frames.

    Parameters
    ----------
    level_dbfs : list of float
        RMS level of each frame; -120 for silence.
    voicing : list of float
        Height of the normalised autocorrelation's highest peak between 62.5 and 500 Hz:
        about 0.1 for noise, 0.2 to 0.8 for a voice, and at the low end of it in an echoing room.
    bands_db : float32 array, shape (m, 15)
        Power of the bands between 100 Hz and 7.9 kHz, in decibels.
    """

    level_dbfs: list[float]
    voicing: list[float]
    bands_db: F32


def measure(samples: F32) -> Measures:
    """Measure frames of 20 ms, each in its 60 ms.

    The autocorrelation is that of the compressed spectrum (generalised autocorrelation,
    Tolonen & Karjalainen 2000) with the window's own divided out (Boersma 1993). Compression
    lets the weak harmonics count that are left of a voice in an echoing room; the low end of
    the spectrum is attenuated so that rumble does not look periodic.

    Parameters
    ----------
    samples : float32 array, shape (640 + 320 m,)
        The frames with the 640 samples before them.
    """
    tables = _tables()
    spans = overlapping(samples, _SPAN, FRAME_SAMPLES)
    spectrum = fft.rfft(spans * tables.window, _FFT)
    power = np.asarray(spectrum.real**2 + spectrum.imag**2, np.float32)
    frames = samples[CONTEXT_SAMPLES:].reshape(-1, FRAME_SAMPLES)
    return Measures(_levels_dbfs(frames), _voicing(power, tables), _bands_db(power, tables))


def _levels_dbfs(frames: F32) -> list[float]:
    power = np.square(frames, dtype=np.float64).mean(axis=1)
    levels: list[float] = (10.0 * np.log10(power + 1e-12)).tolist()
    return levels


class _Tables(NamedTuple):
    window: F32
    attenuation: F32
    lag_window: F32
    band_starts: npt.NDArray[np.intp]
    band_widths: F32


@cache
def _tables() -> _Tables:
    window = np.hanning(_SPAN + 2)[1:-1]
    own = np.fft.irfft(np.abs(np.fft.rfft(window, _FFT)) ** 2)
    lags = np.arange(_MAX_LAG + 2) * SAMPLE_RATE_HZ / _LAG_RATE_HZ
    own_at = np.interp(lags, np.arange(own.size), own)
    hz = np.arange(_HARMONICS + 1) * SAMPLE_RATE_HZ / _FFT
    edges = np.rint(np.array(_BAND_EDGES_HZ) * _FFT / SAMPLE_RATE_HZ).astype(np.intp)
    return _Tables(
        window.astype(np.float32),
        (hz**2 / (hz**2 + 200.0**2)).astype(np.float32),
        (own[0] / own_at).astype(np.float32),
        edges,
        np.diff(edges).astype(np.float32),
    )


def _voicing(power: F32, tables: _Tables) -> list[float]:
    low = (power[:, : _HARMONICS + 1] * tables.attenuation) ** _COMPRESSION
    correlation = fft.irfft(low, _LAG_FFT)[:, : _MAX_LAG + 2]
    correlation *= tables.lag_window / (correlation[:, :1] + np.float32(1e-12))
    inner = correlation[:, _MIN_LAG : _MAX_LAG + 1]
    is_peak = (inner >= correlation[:, _MIN_LAG - 1 : _MAX_LAG]) & (
        inner >= correlation[:, _MIN_LAG + 1 :]
    )
    heights: list[float] = np.where(is_peak, inner, np.float32(0)).max(axis=1).tolist()
    return heights


def _bands_db(power: F32, tables: _Tables) -> F32:
    sums = np.add.reduceat(power[:, : tables.band_starts[-1]], tables.band_starts[:-1], axis=1)
    return np.float32(10) * np.log10(sums / tables.band_widths + np.float32(1e-9))


def movement_db(before: F32, after: F32) -> list[float]:
    """Say how far the five bands that moved most moved, on average, frame by frame.

    What lies 35 dB under the loudest band of both frames is silence. Where one of them is silent
    in every band, a sound began or ended, as a beep does, and nothing moved. A voice in a quiet
    room moves far, and is no beep for that.

    Parameters
    ----------
    before, after : float32 arrays, shape (m, 15)
        Bands in decibels, as `Measures` has them.
    """
    peaks = np.stack((before.max(axis=1), after.max(axis=1)))
    silence = peaks.max(axis=0) - _RANGE_DB
    changes = np.abs(np.maximum(after, silence[:, None]) - np.maximum(before, silence[:, None]))
    moved = np.sort(changes, axis=1)[:, -5:].mean(axis=1)
    movements: list[float] = np.where(peaks.min(axis=0) > silence, moved, 0.0).tolist()
    return movements
