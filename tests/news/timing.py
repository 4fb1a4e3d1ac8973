"""Measuring whether time grows in step with the input."""

import time

# What a busy machine adds to a measurement of a few milliseconds.
NOISE_SECONDS = 0.02


def seconds(function, text):
    """Processor time of the quickest of three runs."""
    runs = []
    for _ in range(3):
        start = time.process_time()
        function(text)
        runs.append(time.process_time() - start)
    return min(runs)
