"""The desktop program of ser-live: microphone, session log and views."""
