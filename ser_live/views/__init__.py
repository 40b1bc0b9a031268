"""Views: they read the session state and compute nothing."""
