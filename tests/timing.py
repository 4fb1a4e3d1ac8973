"""Measuring processor time, and whether it grows in step with the input."""

import gc
import time

# What a busy machine adds to a measurement of a few milliseconds.
NOISE_SECONDS = 0.02
TRIES, TOO_STEEP = 4, 8


def seconds(function, text):
    """Processor time of the quickest of three runs."""
    return min(cpu_seconds(function, text) for _ in range(3))


def cpu_seconds(function, *arguments):
    """Processor time of one run, without the collector.

    It walks through what all tests of the process hold: 0.3 s that say nothing of the function.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        start = time.process_time()
        function(*arguments)
        return time.process_time() - start
    finally:
        if was_on:
            gc.enable()


def grows_in_step(function, text):
    """Whether a quarter of the text takes about a quarter of the processor time.

    Of a text that takes 0.2 s: with it time would grow 4 times, with its square 16 times. The
    quickest runs of several count, because a busy machine only ever adds time.
    """
    short, long = [], []
    for _ in range(TRIES):
        short.append(cpu_seconds(function, text[: len(text) // 4]))
        long.append(cpu_seconds(function, text))
        if min(long) < TOO_STEEP * min(short):
            return True
    return False
