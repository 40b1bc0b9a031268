"""The library of ser-live: speech emotion from a stream of samples."""
