"""What visitors and officers see while parts of the portal fail: `make faults`.

An installation of its own (bench/installation.py), a mail server and a cache, all on this machine.
Readers, somebody at the office's doors, people who ask and an officer who answers keep coming
(crowd.py); one part after the other is killed, stopped, locked, filled or set wrong (the modules
that end in _faults). Printed for each: what was answered meanwhile, how long until all was well,
what was found besides; at the end what was lost (losses.py).
"""
