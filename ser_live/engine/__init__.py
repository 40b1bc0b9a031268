"""The worker thread and its controller."""
