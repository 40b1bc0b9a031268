"""The CSV session log and its recovery."""
