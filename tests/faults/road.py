"""A second road that keeps what it took: python3 road.py FILE, the text on stdin."""

import sys

with open(sys.argv[1], "a") as record:
    record.write(sys.stdin.read() + "\n")
