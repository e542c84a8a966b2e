"""Ends what `up` left behind when `up` itself was killed. Runs apart, as a script; standard library only.

Reads lines "+123" (a process group was started) and "-123" (it ended) from `up`. When `up` is gone the pipe ends:
the kernel has sent each child SIGTERM by then (Linux), and after a short grace each group that is left is killed.
"""

import os
import signal
import sys
import time

GRACE_SECONDS = 3


def main():
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    groups = set()
    for line in sys.stdin:
        (groups.add if line[0] == "+" else groups.discard)(int(line[1:]))
    end(groups, signal.SIGTERM)
    deadline = time.monotonic() + GRACE_SECONDS
    while any(alive(group) for group in groups) and time.monotonic() < deadline:
        time.sleep(0.1)
    end(groups, signal.SIGKILL)


def alive(group):
    try:
        os.killpg(group, 0)
    except OSError:
        return False
    return True


def end(groups, number):
    for group in groups:
        try:
            os.killpg(group, number)
        except OSError:
            pass


if __name__ == "__main__":
    main()
