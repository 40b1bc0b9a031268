"""The command line `ser`; it starts in `main`."""
