"""Make the built-in demo recordings: synthesised speech with varied prosody, our own sentences.

One is a talk on one channel, the other a call: one person on the left, one on the right.

espeak-ng says each line with a pitch, range, rate and voice of its own; numpy then shapes what
the synthesiser cannot: loudness over the line, spectral tilt (vocal effort), tremor and vibrato.
The result is the same at every run of the same espeak-ng. Only making it anew needs espeak-ng.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import soundfile
import soxr
from scipy.signal import lfilter

F64 = npt.NDArray[np.float64]

RATE_HZ: Final = 16_000
ROOM_TONE_DBFS: Final = -66.0
SEED: Final = 20
ASSETS: Final = Path(__file__).resolve().parents[1] / "assets"
LEFT, RIGHT = 0, 1


@dataclass(frozen=True)
class Style:
    """How a line is said.

    Parameters
    ----------
    pitch_pct, range_pct : int
        Height and range of the voice's melody, 100 as the voice has it.
    words_per_minute : int
    level_dbfs : float
        RMS level of the line.
    swell_db : float
        How much louder the line ends than it begins.
    tilt : float
        Above 0 brighter (pressed), below 0 darker (soft); a first-order filter's coefficient.
    tremor : float
        Depth of a 6 Hz shake of loudness and pitch, 0 to 1.
    pause_s : float
        Silence after the line.
    """

    pitch_pct: int = 100
    range_pct: int = 100
    words_per_minute: int = 165
    level_dbfs: float = -22.0
    swell_db: float = 0.0
    tilt: float = 0.0
    tremor: float = 0.0
    pause_s: float = 1.3


# Found by trying until the meter has something different to show for each.
PLAIN = Style(140, 33, words_per_minute=199, swell_db=3, tilt=-0.4)
CALM = Style(85, 30, words_per_minute=140, level_dbfs=-25, swell_db=3, tilt=-0.6)
GLAD = Style(154, 300, words_per_minute=190, level_dbfs=-20, swell_db=2, tilt=-0.1, tremor=0.4)
STARTLED = Style(170, 257, words_per_minute=178, level_dbfs=-16, swell_db=5, tremor=0.1)
ANGRY = Style(168, 258, words_per_minute=171, level_dbfs=-11, swell_db=6, tilt=0.8)
AFRAID = Style(199, 119, words_per_minute=215, level_dbfs=-26, swell_db=-2, tilt=0.2, tremor=0.6)
SAD = Style(80, 30, words_per_minute=115, level_dbfs=-31, swell_db=-6, tilt=-0.6, tremor=0.3)
DISGUSTED = Style(60, 94, words_per_minute=102, level_dbfs=-18, swell_db=-4, tilt=-0.1)

ANNA, BETH, CARA, DAVE, EMIL = "en-us+f2", "en-us+f3", "en-us+f5", "en-us+m3", "en-us+m7"

# Voice, style, text.
LINES: Final = (
    (ANNA, PLAIN, "Good morning. I would like to renew my library card, please."),
    (EMIL, GLAD, "Oh, that is wonderful! Thank you so much, you made my whole day!"),
    (EMIL, PLAIN, "Yes, my number is four, seven, one, nine. I have the letter right here."),
    (DAVE, ANGRY, "No! I called three times already, and nobody ever answers the phone!"),
    (ANNA, SAD, "I am sorry. My grandmother passed away last week, and I miss her."),
    (BETH, ANGRY, "This is outrageous! I want to speak to your manager, right now!"),
    (CARA, AFRAID, "Wait. What was that noise? Please, please do not leave me alone here."),
    (EMIL, CALM, "It is fine. We have plenty of time. Let us go through it together."),
    (EMIL, STARTLED, "You found it? Really? I thought that it was gone for ever!"),
    (DAVE, DISGUSTED, "Ugh. There is something green growing in this cup."),
    (EMIL, PLAIN, "Well, the bus leaves at ten past eight, from the stop by the bridge."),
    (CARA, SAD, "I do not know any more. Nothing that I try seems to work."),
    (DAVE, GLAD, "Great, see you on Friday then! I am really looking forward to it!"),
)

# Second of the call, side, voice, style, text: they talk at the same time now and then.
CALL: Final = (
    (1.0, LEFT, ANNA, PLAIN, "City library, good morning. What can I do for you?"),
    (5.5, RIGHT, DAVE, ANGRY, "I called three times already, and nobody ever answers the phone!"),
    (8.5, LEFT, ANNA, CALM, "I am sorry about that. Let us look at it together."),
    (13.5, RIGHT, DAVE, ANGRY, "Your letter says that I lost a book, and I never had it!"),
    (18.5, LEFT, ANNA, PLAIN, "One moment, please. Yes, I can see it here. It was our mistake."),
    (22.0, RIGHT, DAVE, STARTLED, "Really? You found it? I thought that I had to pay for it!"),
    (27.5, LEFT, ANNA, GLAD, "No, no, it is all settled! Thank you so much for calling!"),
    (31.5, RIGHT, DAVE, GLAD, "Great! I am really looking forward to coming back!"),
)
CALL_S: Final = 37.0


def main() -> None:
    """Write assets/demo.flac and assets/demo-call.flac."""
    if shutil.which("espeak-ng") is None:
        sys.exit("espeak-ng is missing; run: apt-get install espeak-ng")
    write("demo.flac", talk())
    write("demo-call.flac", call())


def talk() -> F64:
    """Let one after another speak, shape (n,)."""
    parts = [np.zeros(RATE_HZ)]
    for voice, style, text in LINES:
        parts += [say(text, voice, style), np.zeros(round(style.pause_s * RATE_HZ))]
    speech = np.concatenate(parts)
    return speech + room_tone(speech.size, np.random.default_rng(SEED))


def call() -> F64:
    """Let two people speak with each other, shape (n, 2)."""
    rng = np.random.default_rng(SEED + 1)
    sides = np.stack([room_tone(round(CALL_S * RATE_HZ), rng) for _ in (LEFT, RIGHT)], axis=1)
    for start_s, side, voice, style, text in CALL:
        line = say(text, voice, style)
        first = round(start_s * RATE_HZ)
        sides[first : first + line.size, side] += line
    return sides


def write(name: str, samples: F64) -> None:
    """Write a recording and say how long and large it is."""
    path = ASSETS / name
    soundfile.write(path, np.clip(samples, -1.0, 1.0), RATE_HZ, subtype="PCM_16")
    print(f"{path}: {len(samples) / RATE_HZ:.1f} s, {path.stat().st_size / 1000:.0f} kB")


def say(text: str, voice: str, style: Style) -> F64:
    """Synthesise and shape one line."""
    samples = shake(trim(synthesise(text, voice, style)), style.tremor)
    samples = lfilter([1.0, -style.tilt], [1.0], samples)
    swell_db = np.linspace(-style.swell_db / 2, style.swell_db / 2, samples.size)
    samples *= 10 ** (swell_db / 20)
    samples *= 10 ** (style.level_dbfs / 20) / np.sqrt(np.mean(samples**2))
    return soft_limit(fade(samples))


def synthesise(text: str, voice: str, style: Style) -> F64:
    """Let espeak-ng say the line, at 16 kHz."""
    ssml = (
        f'<speak><prosody pitch="{style.pitch_pct}%" range="{style.range_pct}%">'
        f"{text}</prosody></speak>"
    )
    command = ["espeak-ng", "-m", "-v", voice, "-s", str(style.words_per_minute), "--stdout"]
    wave = subprocess.run([*command, ssml], capture_output=True, check=True).stdout
    samples, rate_hz = soundfile.read(io.BytesIO(wave))
    return np.asarray(soxr.resample(samples, rate_hz, RATE_HZ), dtype=np.float64)


def trim(samples: F64) -> F64:
    """Cut the silence before and after."""
    loud = np.flatnonzero(np.abs(samples) > 0.01 * np.abs(samples).max())
    return samples[loud[0] : loud[-1] + 1]


def shake(samples: F64, depth: float) -> F64:
    """Tremble as a voice near tears or in fear does: up to ±2 dB and ±half a semitone at 6 Hz."""
    rate_hz = 6.0
    time_s = np.arange(samples.size) / RATE_HZ
    phase = 2 * np.pi * rate_hz * time_s
    delay_s = 0.03 * depth / (2 * np.pi * rate_hz) * np.sin(phase)
    warped = np.interp(time_s - delay_s, time_s, samples)
    return warped * 10 ** (2.0 * depth * np.sin(phase + 1.0) / 20)


def fade(samples: F64) -> F64:
    """Begin and end without a click."""
    ramp = np.sin(np.linspace(0, np.pi / 2, RATE_HZ // 100)) ** 2
    samples[: ramp.size] *= ramp
    samples[-ramp.size :] *= ramp[::-1]
    return samples


def soft_limit(samples: F64) -> F64:
    """Round off the peaks of loud lines instead of clipping them."""
    return 0.9 * np.tanh(samples / 0.9)


def room_tone(size: int, rng: np.random.Generator) -> F64:
    """Make the soft, slightly dark noise of a quiet room."""
    noise = lfilter([1.0], [1.0, -0.85], rng.standard_normal(size))
    return noise * 10 ** (ROOM_TONE_DBFS / 20) / np.sqrt(np.mean(noise**2))


if __name__ == "__main__":
    main()
