"""Sources of audio: microphone, recording, demo."""
