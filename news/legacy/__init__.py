"""Reading pages of older websites: reader → frame → typography → article.

Each step is a pure function of its input and takes time linear in its length. Nothing here opens
an address: the only input is a file on this machine.
"""
