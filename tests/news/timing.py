"""Measuring whether time grows in step with the input."""

import time

# What a busy machine adds to a measurement of a few milliseconds.
NOISE_SECONDS = 0.02
TRIES, TOO_STEEP = 4, 8


def seconds(function, text):
    """Processor time of the quickest of three runs."""
    return min(_run(function, text) for _ in range(3))


def grows_in_step(function, text):
    """Whether a quarter of the text takes about a quarter of the processor time.

    Of a text that takes 0.2 s: with it time would grow 4 times, with its square 16 times. The
    quickest runs of several count, because a busy machine only ever adds time.
    """
    short, long = [], []
    for _ in range(TRIES):
        short.append(_run(function, text[: len(text) // 4]))
        long.append(_run(function, text))
        if min(long) < TOO_STEEP * min(short):
            return True
    return False


def _run(function, text):
    start = time.process_time()
    function(text)
    return time.process_time() - start
