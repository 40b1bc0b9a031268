"""The null sink is a real microphone to PortAudio: what is played is what is recorded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import soundfile

from tests.pulse import SINK_RATE_HZ, PulseMicrophone

TONE_HZ = 440.0
AMPLITUDE = 0.3
RECORDER = """
import sys
import numpy as np
import sounddevice

blocks = []


def keep(data, *_):
    blocks.append(data[:, 0].copy())


rate = int(sys.argv[2])
with sounddevice.InputStream(rate, channels=1, dtype="float32", callback=keep):
    print("recording", flush=True)
    sys.stdin.read()
np.save(sys.argv[1], np.concatenate(blocks))
"""


def test_input_stream_hears_what_is_played(
    pulse_microphone: PulseMicrophone, tmp_path: Path
) -> None:
    tone, heard = tmp_path / "tone.wav", tmp_path / "heard.npy"
    time_s = np.arange(2 * SINK_RATE_HZ) / SINK_RATE_HZ
    soundfile.write(tone, AMPLITUDE * np.sin(2 * np.pi * TONE_HZ * time_s), SINK_RATE_HZ)
    with subprocess.Popen(
        [sys.executable, "-c", RECORDER, str(heard), str(SINK_RATE_HZ)],
        env=pulse_microphone.env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as recorder:
        assert recorder.stdout is not None
        assert recorder.stdout.readline() == b"recording\n"
        pulse_microphone.play(tone)
        recorder.communicate(timeout=30)
    samples = np.load(heard)
    loud = samples[np.abs(samples) > AMPLITUDE / 100]
    assert loud.size > SINK_RATE_HZ
    middle = np.flatnonzero(np.abs(samples) > AMPLITUDE / 100)[loud.size // 2]
    part = samples[middle - 8192 : middle + 8192]
    peak_hz = np.abs(np.fft.rfft(part * np.hanning(part.size))).argmax() * SINK_RATE_HZ / part.size
    assert abs(peak_hz - TONE_HZ) < 5
    assert abs(float(np.sqrt(np.mean(part**2))) - AMPLITUDE / np.sqrt(2)) < 0.02
