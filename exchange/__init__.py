"""Lists of listings in and out: xlsx and csv, checked before anything is written.

In: upload_checks, readers and workbooks read a file; headers, columns and converters understand it;
row_diff compares it with what is stored; writer brings it in; runner and jobs carry all of it on
through kills and restarts. Out: exports. The pages of both lie below the admin's (urls).
"""
