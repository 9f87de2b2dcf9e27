"""Where kill points are tried: one sandbox, a ledger as it was made once, a copy for each point."""

import collections
import csv
import enum
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time
import urllib.parse
import urllib.request

import checks
from calls import Trace, order_of_durability

START = "2026-11-20T01:00:00Z"
#: The certificates end after the nights that are played and within the window of 60 days.
SOONEST = "2026-11-28"
HORIZON = "2027-01-19"
#: Orders that end before this day can be renewed: 90 days before their end.
RENEWABLE = "2027-02-12"
#: At once, when an unknown outcome may be looked up, and when back-off has passed.
AFTERWARDS = ["2026-11-20T01:00:10Z", "2026-11-20T01:16:00Z", "2026-11-20T01:33:00Z",
              "2026-11-20T01:50:00Z", "2026-11-20T04:00:00Z", "2026-11-21T01:00:00Z"]
PROXIES = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Scenario(enum.Enum):
    """What the run that is killed has to do."""

    CNAME = "cname"
    FILE = "file"
    SEVERAL = "several-names"
    REUSED = "validation-reused"
    LOST = "answer-lost"
    ACTIVATE = "activate"
    CHANGED = "method-changed"
    BUY = "buy"
    RENEW = "renew"
    ADD_NAMES = "add-names"
    RESTORE = "restore"
    TELL = "tell"
    TELL_PROGRAM = "tell-by-program"
    TELL_SERVER = "tell-by-server"


class Place:
    """A worker's folder with a sandbox, and a ledger with every subscription in it."""

    def __init__(self, folder, programs, keeps, most):
        """`most`: how many subscriptions a scenario needs at the most."""
        self.folder, self.programs, self.keeps, self.most = folder, programs, keeps, most
        os.makedirs(folder, exist_ok=True)
        self.state = os.path.join(folder, "sandbox")
        self.sandbox = subprocess.Popen(
            [self.program("ssl-sandbox"), "--strict", "--state", self.state, "--certificates",
             str(500 * most), "--clock", START, "--balance", "100000.00", "--fault-seed", "1"],
            stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        for _ in range(600):
            if os.path.exists(os.path.join(self.state, "control.url")):
                break
            time.sleep(0.05)
        self.api, self.control = (open(os.path.join(self.state, name)).read().strip()
                                  for name in ("api.url", "control.url"))
        self.template = os.path.join(folder, "template")
        self.waiting = {scenario: [] for scenario in Scenario}
        self.made = 0
        self.last = 0
        self.make_template()

    def program(self, name):
        """The path of a built program."""
        return os.path.join(self.programs, name)

    def stop(self):
        """Ends the sandbox."""
        self.sandbox.terminate()
        self.sandbox.wait()

    def ask(self, path, **fields):
        """Sends a form to the control, or reads from it, and gives the JSON."""
        data = urllib.parse.urlencode(fields).encode() if fields else None
        with PROXIES.open(f"{self.control}/{path}", data=data, timeout=60) as answer:
            return json.load(answer)

    def clear(self):
        """Takes every fault away."""
        request = urllib.request.Request(f"{self.control}/faults", method="DELETE")
        PROXIES.open(request, timeout=60).close()

    def call(self, command, **fields):
        """Calls the API as a customer of it."""
        fields |= {"ApiUser": "demo", "ApiKey": "demo-key", "UserName": "demo",
                   "ClientIp": "127.0.0.1", "Command": "namecheap." + command}
        data = urllib.parse.urlencode(fields).encode()
        with PROXIES.open(self.api, data=data, timeout=60) as answer:
            return answer.read().decode()

    def make_template(self):
        """Scans and imports every subscription, and sorts the due ones by scenario."""
        os.makedirs(self.template)
        write_settings(self, self.template)
        rows = self.choose()
        chosen = os.path.join(self.template, "subscriptions.csv")
        with open(chosen, "w", newline="") as lines:
            writer = csv.DictWriter(lines, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
        for command in (["ssl-scan"], ["ssl-admin", "subscription", "import", chosen],
                        ["ssl-scan"]):
            run = subprocess.run(
                [self.program(command[0])] + command[1:], env=environment(self.template, START),
                stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
            if run.returncode not in (0, 1):
                raise SystemExit(f"crash: {command}: {run.stderr[-2000:]}")
        self.sort(rows)

    def choose(self):
        """As many rows of each kind as are needed; a kind's name is in the column policy."""
        active = [row for row in self.rows() if row["status"] == "active"]
        ends = {str(row["id"]): row.get("notAfter") or "" for row in active}
        terms = {str(row["id"]): row.get("termEnd") or "" for row in active}
        path = os.path.join(self.state, "subscriptions.csv")
        with open(path, newline="") as lines:
            unrenewed = [row for row in csv.DictReader(lines)
                         if not row["renewal_certificate_id"]]
        rows = [row for row in unrenewed if row["policy"] == "auto"
                and SOONEST < ends.get(row["certificate_id"], "") < HORIZON]
        # What ssl-reissue leaves alone is there to be renewed.
        chosen = [row for row in unrenewed if row["policy"] != "auto" and " " not in row["names"]
                  and SOONEST < terms.get(row["certificate_id"], "") < RENEWABLE][:self.most]
        self.waiting[Scenario.RENEW] = list(chosen)
        counts = collections.Counter()
        for row in rows:
            several, is_file = " " in row["names"], row["dcv"] == "file"
            kind = "several" if several else "file" if is_file else "cname"
            if kind == "cname" and row["years"] == "1" and counts["activate"] < self.most \
                    and self.renew(row):
                kind = "activate"
            counts[kind] += 1
            if counts[kind] <= self.most * (4 if kind == "cname" else 1):
                chosen.append(row)
        return chosen

    def rows(self, after=0):
        """Every row of the account newer than one, page after page."""
        found = []
        while page := self.ask(f"world?after={found[-1]['id'] if found else after}")["rows"]:
            found += page
        if found:
            self.last = found[-1]["id"]
        return found

    def newest(self):
        """The newest CertificateID of the account."""
        self.rows(self.last)
        return self.last

    def renew(self, row):
        """Buys a renewal; false where it is too early for one."""
        answer = self.call("ssl.renew", CertificateID=row["certificate_id"], Years=1,
                           SSLType="Standard SSL")
        if 'Status="OK"' in answer:
            number = answer.split('CertificateID="')[1].split('"')[0]
            row["renewal_certificate_id"] = number
        return bool(row["renewal_certificate_id"])

    def end_orders(self):
        """Says in the ledger that orders with a paid renewal end with their certificates."""
        with sqlite3.connect(os.path.join(self.template, "ledger.sqlite")) as ledger:
            ledger.execute(
                "UPDATE paid_period SET term_source = 'observed', term_end = (SELECT c.expires_on"
                " FROM subscription AS s JOIN certificate AS c ON c.id = s.certificate_id"
                " WHERE s.id = paid_period.subscription_id) WHERE NOT is_waiting AND EXISTS"
                " (SELECT 1 FROM paid_period AS p WHERE p.subscription_id ="
                " paid_period.subscription_id AND p.is_waiting)")
        ledger.close()

    def sort(self, rows):
        """Asks a dry run what is due, and makes nothing due until a point takes it."""
        self.end_orders()
        output = subprocess.run(
            [self.program("ssl-reissue"), "--dry-run", "--csv", "-"], check=False,
            env=environment(self.template, START), stdin=subprocess.DEVNULL, text=True,
            capture_output=True).stdout
        due = {row["reference"]: row.get("reason") or row.get("outcome")
               for row in csv.DictReader(output.splitlines())}
        for row in rows:
            action = due.get(row["reference"])
            if action == "activate":
                self.waiting[Scenario.ACTIVATE].append(row)
            elif action == "reissue" and " " in row["names"]:
                self.waiting[Scenario.SEVERAL].append(row)
            elif action == "reissue" and row["dcv"] == "file":
                self.waiting[Scenario.FILE].append(row)
            elif action == "reissue" and row["dcv"] == "cname":
                kinds = [Scenario.CNAME, Scenario.REUSED, Scenario.LOST]
                # A file proves no wildcard.
                kinds += [] if row["host"].startswith("*.") else [Scenario.CHANGED]
                min((self.waiting[kind] for kind in kinds), key=len).append(row)
        with sqlite3.connect(os.path.join(self.template, "ledger.sqlite")) as ledger:
            ledger.execute("CREATE TABLE crash_watch AS SELECT id, watch_on FROM subscription")
            ledger.execute("UPDATE subscription SET watch_on = 99999")
        ledger.close()

    def take(self, scenario):
        """A subscription for one point, due in a ledger of its own."""
        if not self.waiting[scenario]:
            raise SystemExit(f"crash: no subscription is left for {scenario.value}")
        self.made += 1
        return Subscription(self, scenario, self.waiting[scenario].pop(), self.made)


class Subscription:
    """One due subscription in a copy of the template, whose run is killed."""

    #: Whether the runs after the kill are on one thread, too.
    IS_SERIAL_LATER = True

    def __init__(self, place, scenario, row, number):
        self.place, self.scenario, self.row = place, scenario, row
        self.command = "activate" if scenario is Scenario.ACTIVATE else "reissue"
        self.old = row["renewal_certificate_id" if self.command == "activate"
                       else "certificate_id"]
        self.folder = os.path.join(place.folder, f"{scenario.value}-{number}")
        shutil.copytree(place.template, self.folder)
        write_settings(place, self.folder)
        with sqlite3.connect(self.path("ledger.sqlite")) as ledger:
            ledger.execute(
                "UPDATE subscription SET watch_on = (SELECT watch_on FROM crash_watch AS w"
                " WHERE w.id = subscription.id) WHERE reference = ?", (row["reference"],))
            ledger.execute("DROP TABLE crash_watch")
        ledger.close()
        if scenario is Scenario.REUSED:
            place.ask("validated", name=row["host"])
        if scenario is Scenario.LOST:
            place.ask("faults", name="lostReply", count=1, command="namecheap.ssl.reissue")
        if scenario is Scenario.CHANGED:
            self.change_method()

    def change_method(self):
        """Submits it with a record that the CA does not see, and then wants a file instead."""
        hook = open(self.path("hook")).read()
        with open(self.path("hook"), "w") as file:
            file.write("#!/bin/sh\nexit 0\n")
        self.run(START)
        with open(self.path("hook"), "w") as file:
            file.write(hook)
        subprocess.run(
            [self.place.program("ssl-admin"), "subscription", "set", self.row["reference"],
             "--dcv", "file"], env=environment(self.folder, START), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, check=True)

    def path(self, name):
        """A file of its folder."""
        return os.path.join(self.folder, name)

    def remove(self):
        """Takes its folder away."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def words(self):
        """The command line of the run."""
        return ["ssl-reissue"]

    def run(self, moment, prefix=(), words=None):
        """Runs the program as at a moment; gives its exit status, negative for a signal."""
        words = words or self.words()
        process = subprocess.Popen(
            list(prefix) + [self.place.program(words[0])] + words[1:],
            env=environment(self.folder, moment, bool(prefix) or self.IS_SERIAL_LATER),
            stdin=subprocess.DEVNULL, stdout=open(self.path("output"), "a"), stderr=subprocess.STDOUT,
            start_new_session=True)
        try:
            return process.wait(timeout=60)
        finally:
            # What a killed run leaves behind, its hooks, must not outlive the point.
            wait_for_session(process.pid)

    def run_traced(self, names):
        """Runs it to its end and gives the trace."""
        log = self.path("trace")
        status = self.run(START, strace(log, names, ["-s", "500"]))
        if status not in (0, 1):
            raise SystemExit(f"crash: a traced run ends with {status}: "
                             + open(self.path("output")).read()[-2000:])
        return Trace(log)

    def run_killed(self, point):
        """Kills a run at a point; gives the point that was hit, None where the run got past it."""
        name, occurrence = point
        log = self.path("trace")
        with checks.Watcher(self.path("store")) as watcher:
            status = self.run(START, strace(
                log, [name], ["-e", f"inject={name}:signal=KILL:when={occurrence}"]))
        self.live_targets = watcher.targets
        if status != -signal.SIGKILL and status != 128 + signal.SIGKILL:
            return None
        return Trace(log).last()

    def durability(self, trace):
        """What was not on the disk when it had to be."""
        return order_of_durability(trace, self)

    def converge(self, moments=AFTERWARDS):
        """Runs it on until nothing is left to do; gives what is wrong then."""
        with checks.Watcher(self.path("store")) as watcher:
            for moment in moments:
                self.run(moment)
                if checks.is_done(self):
                    break
        targets = getattr(self, "live_targets", set()) | watcher.targets
        return checks.problems(self, targets)


def strace(log, names, further):
    """The beginning of a command line that traces these calls into a file."""
    return ["strace", "-f", "-qq", "-y", "-o", log, "-e", "trace=" + ",".join(names)] + further


def environment(folder, moment, is_serial=True):
    """What cron gives a program; and one thread for everything that can be on one."""
    words = {"PATH": "/usr/bin:/bin",
             "SSL_LEDGER_CONFIG": os.path.join(folder, "ssl-ledger.conf"),
             "SSL_LEDGER_NOW": moment}
    serial = {"SSL_LEDGER_SERIAL": "1", "LIBDISPATCH_COOPERATIVE_POOL_STRICT": "1"}
    return words | (serial if is_serial else {})


def wait_for_session(leader):
    """Waits for what is left of a session, and ends it after five seconds."""
    for _ in range(500):
        try:
            os.killpg(leader, 0)
        except ProcessLookupError:
            return
        time.sleep(0.01)
    os.killpg(leader, signal.SIGKILL)


def write_settings(place, folder):
    """Settings, module and hooks of a folder."""
    def write(name, text, mode):
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(text)
        os.chmod(path, mode)

    write("ssl-ledger.conf", f"""Ledger {folder}/ledger.sqlite
Store {folder}/store
Outbox {folder}/outbox
Log {folder}/pmnamecheap.log
NoticeFrom ssl@reseller.test
SSLSubscriptionBefore 60
ServedCheck off
ValidationHook {folder}/hook
DeploymentHook {folder}/deploy
""", 0o600)
    write("modules.d/main.conf", f"""Module Namecheap
Name main
Username demo
APIKey demo-key
ClientIP 127.0.0.1
Endpoint {place.api}
CallsPerMinute 0
CallsPerHour 0
CallsPerDay 0
""", 0o600)
    write("hook", f"""#!/bin/sh
case "$1" in publish) method=POST ;; *) method=DELETE ;; esac
case "$2" in
    cname) set -- type=CNAME "name=$SSL_RECORD_NAME" ;;
    *) set -- type=FILE "name=$SSL_DOMAIN" "path=$SSL_RECORD_NAME" ;;
esac
set -- "$@" "value=$SSL_RECORD_VALUE"
for field in "$@"; do shift && set -- "$@" --data-urlencode "$field"; done
exec curl -fsS --noproxy '*' -o /dev/null -X "$method" '{place.control}/records' "$@"
""", 0o700)
    write("deploy", f"""#!/bin/sh
echo "$SSL_HOST $SSL_CERTIFICATE_ID" >>'{folder}/deployed'
""", 0o700)
