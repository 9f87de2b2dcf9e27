"""Sets faults of the sandbox during each step, alone and in seeded mixes, and lets runs go on.

After the faults stop everything must converge, with nothing doubled: the checks are those of the
kill points.
"""

import argparse
import concurrent.futures
import os
import random
import shutil
import sys
import tempfile
import time

from place import Place, Scenario

#: Faults after which the program can go on by itself; what a person must mend has tests of its own.
FAULTS = [
    "rate405", "rate500000", "rate429", "gateway503", "html200", "null5050900", "ip", "key",
    "lostReply", "cut", "reset", "delay", "truncated", "wrongLength", "slowDcv", "dcvFlap",
    "caaBlock", "instantIssue", "activeWithReplacedBy", "reissueElementDocs", "noDnsLayer",
    "noNamespace", "attributeOrder", "crlf", "multiErrors", "emptyList", "oneRow",
]
#: The commands of a reissue; the CA's own faults belong to none of them.
COMMANDS = ["ssl.reissue", "ssl.getInfo", "ssl.getList", "ssl.resendApproverEmail"]
CA = {"slowDcv", "dcvFlap", "caaBlock", "instantIssue", "activeWithReplacedBy",
      "reissueElementDocs", "noDnsLayer"}
#: When the runs under faults begin: an unknown outcome may be looked up after a quarter of an hour.
MOMENTS = ["2026-11-20T01:00:00Z", "2026-11-20T01:16:00Z", "2026-11-20T01:33:00Z",
           "2026-11-20T04:00:00Z"]
#: When the runs after the faults begin, night after night: what was given up is begun anew.
AFTERWARDS = ["2026-11-20T04:10:00Z", "2026-11-20T04:30:00Z"] + [
    f"2026-11-{day}T01:{minute}:00Z" for day in range(21, 26) for minute in ("00", "20", "40")]
SCENARIOS = [Scenario.CNAME, Scenario.FILE, Scenario.SEVERAL, Scenario.REUSED]


def arguments():
    """Reads the command line."""
    parser = argparse.ArgumentParser(prog="Tests/crash --mixes N", description=__doc__)
    parser.add_argument("--programs", required=True)
    parser.add_argument("--mixes", type=int, default=40, help="how many random mixes (40)")
    parser.add_argument("--seed", type=int, default=1, help="where the mixes start from (1)")
    parser.add_argument("--workers", type=int, default=2)
    return parser.parse_args()


def alone():
    """One fault at a time, during each step that it can disturb: the first call and the second."""
    cases = []
    for fault in FAULTS:
        for command in [None] if fault in CA else COMMANDS:
            for skip in (0, 1):
                fields = {"name": fault, "count": 1, "skip": skip}
                if command:
                    fields["command"] = "namecheap." + command
                if fault == "delay":
                    fields["milliseconds"] = 50
                cases.append((f"{fault} {command or ''} skip {skip}", [fields]))
    return cases


def mixed(number, seed):
    """Several faults at once, each with a chance, from a seed of its own."""
    dice = random.Random(seed + number)
    chosen = dice.sample(FAULTS, dice.randint(3, 8))
    fields = [{"name": fault, "probability": round(dice.uniform(0.05, 0.5), 2)}
              for fault in chosen]
    for field in fields:
        if field["name"] == "delay":
            field["milliseconds"] = 20
    return f"mix {seed + number}: {' '.join(chosen)}", fields


def play(place, scenario, fields, rounds):
    """Runs under the faults, then without them; gives what is wrong at the end."""
    subscription = place.take(scenario)
    try:
        for field in fields:
            place.ask("faults", **field)
        for moment in MOMENTS[:rounds]:
            subscription.run(moment)
        place.clear()
        return subscription.converge(AFTERWARDS)
    finally:
        place.clear()
        subscription.remove()


def work(number, folder, options):
    """One worker: a sandbox of its own, and every other case."""
    cases = [(name, fields, 2) for name, fields in alone()]
    cases += [mixed(index, options.seed) + (4,) for index in range(options.mixes)]
    mine = list(enumerate(cases))[number::options.workers]
    place = Place(os.path.join(folder, str(number)), options.programs, False,
                  len(mine) // len(SCENARIOS) + 2)
    failures = []
    try:
        for index, (name, fields, rounds) in mine:
            scenario = SCENARIOS[index // options.workers % len(SCENARIOS)]
            problems = play(place, scenario, fields, rounds)
            failures += [f"{name} ({scenario.value}): {problem}" for problem in problems]
    finally:
        place.stop()
    return len(mine), failures


def main():
    """Runs the workers and says what they found."""
    options = arguments()
    started = time.monotonic()
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    folder = tempfile.mkdtemp(prefix="ssl-ledger-mixes-", dir=memory)
    try:
        with concurrent.futures.ProcessPoolExecutor(options.workers) as pool:
            results = list(pool.map(work, range(options.workers), [folder] * options.workers,
                                    [options] * options.workers))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    failures = [failure for _, found in results for failure in found]
    for failure in failures:
        print(f"FAILED {failure}", file=sys.stderr)
    count = sum(result[0] for result in results)
    print(f"faults: {len(alone())} alone, {options.mixes} mixes from seed {options.seed}, in"
          f" {time.monotonic() - started:.0f} s")
    print(f"{count - len(failures)} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
