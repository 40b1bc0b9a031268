"""What the library says of recordings, blocks and settings; the models have their own."""

from __future__ import annotations

from typing import Final

from ser_core.sentence import Template

QUOTED: Final = Template("{name!r}")
"""A name, where a path would stand as it is."""

CANNOT_OPEN: Final = Template(
    "{path!r} cannot be opened ({reason}); check the path and its permissions."
)
PIPE: Final = Template("{path} is a pipe, which can be read only once; save it to a file first.")
NO_RECORDING: Final = Template(
    "{path} is not a recording that can be read ({reason}); convert it to WAV, FLAC, OGG or MP3."
)
NO_CHANNELS: Final = Template("{path} has {channels} channels; at least 1 is needed.")
RATE: Final = Template(
    "{path} has a sampling rate of {rate} Hz; convert it to a rate from {least} to {greatest} Hz."
)
NO_SAMPLES: Final = Template("{path} holds no samples; record it again or leave it out.")
CUT_OFF: Final = Template(
    "{path} says that it holds no samples and yet it is not empty, as a recorder leaves it that "
    "was cut off; import it as raw data and save it anew."
)
DAMAGED: Final = Template(
    "{path} is damaged and stops being readable ({reason}); repair it or leave it out."
)
NO_SOUND: Final = Template(
    "{path} holds the value {value:g} at {at_s:.3f} s, which is no sound (full scale is 1, the "
    "limit {limit:g}); export it again."
)
TOO_LONG: Final = Template(
    "{path} is longer than {minutes:.0f} minutes, too long to load at once; use analyze_file, "
    "which reads it piece by piece, or split it."
)

NO_CHANNEL: Final = Template("{name} has {counted} and no channel {channel!r}; choose {choice}.")
ONE_CHANNEL: Final = Template("1 channel")
CHANNELS: Final = Template("{number} channels")

BLOCK_KIND: Final = Template(
    "The block holds {kind} of shape {shape}; pass one channel of float32, shape (n,)."
)
BLOCK_RATE: Final = Template(
    "The block has a sampling rate of {rate} Hz; use a rate from {least} to {greatest} Hz."
)
BLOCK_NO_SOUND: Final = Template(
    "The block at sample {start} holds NaN, infinity or more than {limit:g} times full scale; "
    "drop it as a gap."
)
BLOCK_HEARD: Final = Template(
    "The block begins at {begins_s:.3f} s (sample {start}), but the stream was heard until "
    "{heard_s:.3f} s (sample {heard} at {rate} Hz); reset the analyzer first."
)
BLOCK_NOT_WHOLE: Final = Template("The block's {name} is {value!r}; pass a whole number.")
NO_BLOCK: Final = Template("The block is a {kind}; pass AudioBlock(start, rate, samples).")
NO_ARRAY: Final = Template("The block holds a {kind}; pass an array of float32.")
BLOCK_SHAPE: Final = Template(
    "The block has shape {shape} where {channels} channels are heard; pass shape (n, {channels})."
)

LIMITS: Final = Template("{name} is {value:g}; choose a value from {least:g} to {greatest:g}.")
AGGRESSIVENESS: Final = Template("vad.aggressiveness is {value}; choose 0, 1, 2 or 3.")
NO_NUMBER: Final = Template(
    "{name} is {value!r}, which is no number; choose one from {least:g} to {greatest:g}."
)
NO_MODEL: Final = Template("The model is {model!r}; pass what load_model gives.")
