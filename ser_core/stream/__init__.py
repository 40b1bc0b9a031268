"""The blocks of the streaming engine: the only code of the library that keeps state.

Each block gives the same output, to the last bit, however its input is cut into pieces.
"""
