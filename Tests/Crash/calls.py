"""Reads what strace writes, one line a system call with the paths of its descriptors (-y)."""

import collections
import re

LINE = re.compile(r"^(\d+) +(\w+)\((.*)$")
#: Which part of the world a path or peer belongs to; the first that fits.
KINDS = [
    ("key", r"/privkey\.pem"), ("request", r"/request\.csr"),
    ("certificate", r"/(cert|chain|fullchain)\.pem"), ("probe", r"/\.probe"),
    ("live", r"/live(\.new)?[\">]"), ("manifest", r"deployment\.json"),
    ("ledger", r"ledger\.sqlite[\">]"), ("wal", r"ledger\.sqlite-wal"),
    ("shm", r"ledger\.sqlite-shm"), ("lock", r"\.lock[\">]"), ("log", r"/pmnamecheap\.log"),
    ("version", r"/store/[^/\">]+/\d+[\">]"), ("folder", r"/store/[^/\">]+[\">]"),
    ("store", r"/store[\">]"), ("hook", r"/(hook|deploy)[\">]"),
    ("outbox", r"/outbox[/\">]"), ("send", r"/send[\">]"), ("ca", r"AF_INET|socket:"),
]


class Call:
    """One system call of a trace."""

    def __init__(self, thread, name, rest):
        self.thread, self.name, self.rest = thread, name, rest

    @property
    def kind(self):
        """The part of the world that it touches; None for what is nobody's."""
        return next((kind for kind, form in KINDS if re.search(form, self.rest)), None)


class Trace:
    """The calls of one run in their order."""

    def __init__(self, path):
        self.calls = []
        with open(path, errors="replace") as lines:
            for line in lines:
                match = LINE.match(line)
                if match:
                    self.calls.append(Call(*match.groups()))

    def points(self, names):
        """Each call worth a kill as (name, occurrence of that name in its thread)."""
        counts, points, begun = collections.Counter(), [], False
        for call in self.calls:
            counts[call.thread, call.name] += 1
            begun = begun or call.kind in ("ledger", "lock")
            if begun and call.name in names and call.kind:
                point = (call.name, counts[call.thread, call.name])
                if point not in points:
                    points.append(point)
        return points

    def last(self):
        """The call the run ended at: its name, its kind and the how-manieth of these it was."""
        call = self.calls[-1]
        same = [c for c in self.calls if c.name == call.name and c.kind == call.kind]
        return call.name, call.kind or "other", len(same)


def order_of_durability(trace, subscription):
    """That key, folder and intent are on the disk before the first byte of the request leaves.

    SIGKILL says nothing about a power failure, because what was written stays in memory; only the
    order of the calls does. Every call here has returned, as strace writes it when it returns.
    """
    request = next((index for index, call in enumerate(trace.calls)
                    if call.name == "sendto" and f"ssl.{subscription.command}" in call.rest), None)
    if request is None:
        return [f"no request {subscription.command} is in the trace"]
    before = trace.calls[:request]
    problems = []
    places = [("fsync", "key"), ("fsync", "version"), ("fsync", "folder"), ("fdatasync", "wal")]
    positions = {}
    for name, kind in places:
        found = [index for index, call in enumerate(before)
                 if call.name == name and call.kind == kind and call.rest.rstrip().endswith("= 0")]
        if not found:
            problems.append(f"no {name} of the {kind} before the request")
        positions[kind] = found[-1] if found else -1
    written = [index for index, call in enumerate(before)
               if call.name == "pwrite64" and call.kind == "wal"]
    if written and written[-1] > positions["wal"]:
        problems.append("the ledger was written after its last fdatasync before the request")
    if positions["key"] > positions["wal"]:
        problems.append("the intent is durable before its key")
    return problems
