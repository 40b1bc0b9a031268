"""What is said of devices and of the channels of a call."""

from __future__ import annotations

from typing import Final

from ser_core.sentence import Template

NO_SOURCE: Final = Template("No source was chosen; name one with --device or --source.")
NO_MICROPHONE: Final = Template(
    "This computer has no microphone; plug one in, or use --source FILE or --demo."
)
ABSENT: Final = Template("There is no audio device {name!r}; there are: {there}.")
NO_PORTAUDIO: Final = Template(
    "The PortAudio library is missing, so no microphone can be opened; install it "
    "(Debian and Ubuntu: apt install libportaudio2)."
)
NOT_LISTED: Final = Template(
    "The sound system does not tell its devices ({reason}); try again later."
)

IN_USE: Final = Template(
    "{name!r} cannot be opened: another program is using it, or it was unplugged; close that "
    "program, plug it in, or choose another with --device."
)
RATE_REFUSED: Final = Template(
    "{name!r} cannot be opened: it refuses its own sampling rate; choose another with --device."
)
CHANNELS_REFUSED: Final = Template(
    "{name!r} cannot be opened: it refuses its own number of channels; choose another with "
    "--device."
)
REFUSED: Final = Template(
    "{name!r} cannot be opened: {reason}; choose another with --device (ser devices lists them)."
)
NOT_ATTACHED: Final = Template(
    "{name!r} cannot be opened: the sound server does not say that it records from it; plug it "
    "in again, or choose another with --device (ser devices lists them)."
)
CANNOT_OPEN: Final = (IN_USE, RATE_REFUSED, CHANNELS_REFUSED, REFUSED, NOT_ATTACHED)
"""Whatever keeps a device from being opened."""

SILENT: Final = Template("{name!r} delivers nothing; plug it in again, or choose another device.")
ZEROS: Final = Template(
    "{name!r} delivers exact zeros, which no room does; check its mute switch, the recording "
    "volume and the permission to use it."
)
STOPPED: Final = Template("{name!r} stopped delivering; plug it in again.")
OUTPUT_STOPPED: Final = Template("{name!r} stopped delivering; check the computer's output.")
"""Said of the system audio, which has no plug."""
CRASHED: Final = Template("{name!r} failed inside the program; it is opened again.")

CALL_ON_TWO: Final = Template(
    "A call is heard on one channel only, and each channel of {source} would be two; choose the "
    "caller's channel with --channel left or right."
)
CALL_MIXED: Final = Template(
    "A call is heard on one channel only, and the mix of {source} would hold the agent's voice "
    "too; choose the caller's channel with --channel left or right."
)
CALL_ON_ONE: Final = Template(
    "{source} has a single channel, which holds both voices of a call; choose a source with the "
    "caller on a channel of their own, or the system audio."
)
CALL_BY_SYSTEM: Final = Template(
    "{name!r} stands for whatever the system chooses, which may be the agent's own microphone; "
    "choose the caller's source by its own name (ser devices lists them)."
)
