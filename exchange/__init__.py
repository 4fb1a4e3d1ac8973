"""Lists of listings in and out: xlsx and csv, checked before anything is written.

readers and guards read a file, headers and columns understand it, diffs compare it with what is
stored, writing brings it in, jobs carries all of it through kills and restarts.
"""
