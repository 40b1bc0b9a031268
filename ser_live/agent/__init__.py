"""The agent's strip: how the caller sounds, never how the agent does."""
