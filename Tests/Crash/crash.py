"""Kills ssl-reissue, ssl-order, ssl-notify or ssl-admin ledger restore at one system call after another, and checks what comes of it.

A kill point is (scenario, system call, kind of path or peer, occurrence). The calls of a whole run
are found by tracing it; then a run like it is killed at one of them by strace's fault injection,
and further runs follow until nothing is left to do. What must hold afterwards is in checks.py.
"""

import argparse
import concurrent.futures
import os
import shutil
import sys
import tempfile
import time

from orders import take
from place import Place, Scenario

#: System calls that change something outside the process, or tell somebody something.
CALLS = [
    "pwrite64", "fsync", "fdatasync", "rename", "renameat", "unlink", "mkdir", "symlink",
    "connect", "sendto", "recvfrom", "execve", "ftruncate", "write", "openat", "epoll_wait",
    "close",
]


def arguments():
    """Reads the command line."""
    parser = argparse.ArgumentParser(
        prog="Tests/crash", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--programs", help=argparse.SUPPRESS)
    parser.add_argument("--points", type=int, default=500, help="how many kill points (500)")
    parser.add_argument("--all", action="store_true", help="every kill point that is found")
    parser.add_argument("--scenario", action="append", choices=[s.value for s in Scenario])
    parser.add_argument("--workers", type=int, default=2, help="how many at a time (2)")
    parser.add_argument("--keep", help="a folder to work in, which stays")
    return parser.parse_args()


def survey(place, scenario):
    """Traces one whole run; gives its trace and the kill points found in it."""
    subscription = take(place, scenario)
    log = subscription.run_traced(CALLS)
    problems = subscription.converge()
    # Where the method changes, the request went out in the run before.
    if scenario is not Scenario.CHANGED:
        problems += subscription.durability(log)
    if problems:
        raise SystemExit(f"crash: {scenario.value}: without any kill: " + "; ".join(problems))
    # Before the ledger is opened nothing can be lost: loading libraries is of no interest.
    return log.points(CALLS)


def kill(place, scenario, point):
    """Kills a run at a point; gives the point that was really hit, and what is wrong after it."""
    subscription = take(place, scenario)
    try:
        hit = subscription.run_killed(point)
        problems = subscription.converge()
    except Exception as error:  # A check that breaks down is a finding of its own.
        return None, [f"{type(error).__name__}: {error}"]
    finally:
        if not place.keeps:
            subscription.remove()
    return hit, problems


def spread(points, count):
    """So many of the points, evenly over the whole run."""
    if count >= len(points):
        return points
    return [points[index * len(points) // count] for index in range(count)]


def work(number, folder, programs, scenarios, options, count):
    """One worker: a sandbox of its own, and every other kill point."""
    most = 400 if options.all else count // len(scenarios) // options.workers + 4
    place = Place(os.path.join(folder, str(number)), programs, bool(options.keep), most)
    hit, found, failures = set(), {}, []
    try:
        for scenario in scenarios:
            points = survey(place, scenario)
            found[scenario.value] = len(points)
            chosen = points if options.all else spread(points, count // len(scenarios) + 1)
            for point in chosen[number::options.workers]:
                reached, problems = kill(place, scenario, point)
                if reached:
                    hit.add((scenario.value,) + reached)
                failures += [f"{scenario.value} {point}: {problem}" for problem in problems]
    finally:
        place.stop()
    return hit, found, failures


def main():
    """Runs the workers and says what they found."""
    options = arguments()
    started = time.monotonic()
    scenarios = [Scenario(name) for name in options.scenario or [s.value for s in Scenario]]
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    folder = options.keep or tempfile.mkdtemp(prefix="ssl-ledger-crash-", dir=memory)
    os.makedirs(folder, exist_ok=True)
    # Some points lie so close that the run is killed at the same one: a third more is asked for.
    count = options.points * 13 // 10
    try:
        with concurrent.futures.ProcessPoolExecutor(options.workers) as pool:
            results = list(pool.map(
                work, range(options.workers), *[[value] * options.workers for value in (
                    folder, options.programs, scenarios, options, count)]))
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)
    hit = set().union(*[result[0] for result in results])
    failures = [failure for result in results for failure in result[2]]
    for scenario in scenarios:
        mine = sorted(point for point in hit if point[0] == scenario.value)
        kinds = sorted({f"{call} {kind}" for _, call, kind, _ in mine})
        print(f"{scenario.value}: killed at {len(mine)} of {results[0][1][scenario.value]} points,"
              f" {len(kinds)} kinds of call")
    for failure in failures:
        print(f"FAILED {failure}", file=sys.stderr)
    print(f"crash: {len(hit)} distinct kill points in {time.monotonic() - started:.0f} s")
    enough = options.all or options.scenario or len(hit) >= options.points
    if not enough:
        print(f"crash: fewer than {options.points} points were hit", file=sys.stderr)
    print(f"{len(hit) - len(failures)} passed, {len(failures)} failed")
    return 0 if enough and not failures else 1


if __name__ == "__main__":
    sys.exit(main())
