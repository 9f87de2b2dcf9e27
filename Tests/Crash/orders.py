"""Kill points of ssl-order: whatever it is killed at, nothing is bought twice.

After the kill the same order is asked for again, at once and after the quarter of an hour in which
an unknown outcome is looked up; what must hold then is in `problems`.
"""

import os
import shutil

import checks
from place import START, Scenario, Subscription, write_settings
from notices import SCENARIOS as NOTICES, Tell
from restore import Restore

#: At once, when an unknown outcome may be looked up for the second time, and later.
AFTERWARDS = ["2026-11-20T01:00:10Z", "2026-11-20T01:16:00Z", "2026-11-20T01:33:00Z"]
AGREED = ["--yes", "--max-price", "1000"]


def take(place, scenario):
    """A subscription or an order for one point."""
    others = [Scenario.BUY, Scenario.RENEW, Scenario.ADD_NAMES, Scenario.RESTORE] + NOTICES
    if scenario not in others:
        return place.take(scenario)
    place.made += 1
    if scenario in NOTICES:
        return Tell(place, scenario, place.made)
    if scenario is Scenario.RESTORE:
        return Restore(place, place.made)
    if scenario is Scenario.ADD_NAMES:
        return Names(place, place.made)
    row = place.waiting[scenario].pop() if scenario is Scenario.RENEW else None
    return Order(place, scenario, row, place.made)


class Order(Subscription):
    """One order in a copy of the template, whose run is killed."""

    #: The runs that follow are as a person starts them.
    IS_SERIAL_LATER = False

    def __init__(self, place, scenario, row, number):
        self.place, self.scenario, self.row = place, scenario, row
        self.command = "renew" if row else "create"
        self.reference = row["reference"] if row else f"N-{number}"
        self.host = row["host"] if row else f"www.order-{number}.test"
        self.folder = os.path.join(place.folder, f"{scenario.value}-{number}")
        shutil.copytree(place.template, self.folder)
        write_settings(place, self.folder)
        self.newest = place.newest()

    def words(self):
        if self.row:
            return ["ssl-order", "renew", self.reference, "--years", "1"] + AGREED
        # The sandbox has the orders of all copies of the ledger, and each copy only its own.
        return ["ssl-order", "buy", "--product", "Standard SSL", "--years", "1", "--host",
                self.host, "--reference", self.reference, "--another"] + AGREED

    def durability(self, trace):
        """That the intent is on the disk before the first byte of the request leaves."""
        sent = [index for index, call in enumerate(trace.calls)
                if call.name == "sendto" and f"ssl.{self.command}" in call.rest]
        if len(sent) != 1:
            return [f"{len(sent)} requests {self.command} are in the trace"]
        before = [call for call in trace.calls[:sent[0]] if call.kind == "wal"
                  and call.name in ("pwrite64", "fdatasync")]
        return [] if before and before[-1].name == "fdatasync" else [
            "the ledger was written after its last fdatasync before the request"]

    def converge(self, moments=AFTERWARDS):
        """Asks for the same order again and again; gives what is wrong then."""
        statuses = []
        for moment in moments:
            statuses.append(self.run(moment))
            # Once more after it is bought: nothing is sent again.
            if statuses[-2:] == [0, 0]:
                break
        statuses.append(self.run(moments[-1], words=["ssl-order", "status", self.reference]))
        return self.problems(statuses)

    def problems(self, statuses):
        """Everything that is wrong once no more is done."""
        made = self.made()
        states = [state for (state,) in checks.rows(
            self, "SELECT state FROM purchase WHERE reference = ? AND kind = ?",
            self.reference, self.scenario.value)]
        found = []
        if len(made) > 1:
            found.append(f"bought {len(made)} times")
        if checks.rows(self, "PRAGMA integrity_check") != [("ok",)]:
            found.append("the ledger is damaged")
        if checks.rows(self, "PRAGMA foreign_key_check"):
            found.append("the ledger has rows that belong nowhere")
        if len(states) != 1:
            found.append(f"the ledger knows {states}")
        if states == ["bought"]:
            found += self.bought(made)
            if set(statuses) != {0}:
                found.append(f"it is bought, and the runs end with {statuses}")
        elif states != ["absent"] or made:
            found.append(f"it is {states} and {len(made)} times in the account")
        elif 0 in statuses or len(self.tasks()) != 1:
            found.append(f"nobody is told: {statuses} {self.tasks()}")
        if found:
            found.append(open(self.path("output")).read()[-6000:])
        return found

    def made(self):
        """What the account has of it."""
        return [row for row in self.place.rows(self.newest)
                if row["status"] in ("newpurchase", "newrenewal")]

    def bought(self, made):
        """What is wrong with the record of an order that is there."""
        numbers = [row["id"] for row in made]
        recorded = checks.rows(
            self, "SELECT p.number, p.charged, d.amount, d.is_waiting, c.status, s.reference"
            " FROM purchase AS p JOIN paid_period AS d ON d.first_number = p.number"
            " JOIN certificate AS c ON c.number = p.number"
            " JOIN subscription AS s ON s.id = d.subscription_id AND s.id = c.subscription_id"
            " WHERE p.reference = ?", self.reference)
        status = "newrenewal" if self.row else "newpurchase"
        found = []
        if len(recorded) != 1 or [recorded[0][0]] != numbers:
            found.append(f"recorded is {recorded}, and the account has {numbers}")
        elif recorded[0][1] != recorded[0][2] or recorded[0][3:] != (1, status, self.reference):
            found.append(f"recorded is {recorded}")
        if self.tasks():
            found.append(f"open tasks {self.tasks()}")
        return found

    def tasks(self):
        """The texts of open tasks about orders."""
        return [text for (text,) in checks.rows(
            self, "SELECT text FROM task WHERE closed_at IS NULL AND cause LIKE 'order %'")]


class Names(Order):
    """One name more for an order of three, which was bought before."""

    def __init__(self, place, number):
        super().__init__(place, Scenario.ADD_NAMES, None, number)
        self.command = "purchasemoresans"
        names = [f"{label}.order-{number}.test" for label in ("b", "c")]
        status = self.run(START, words=[
            "ssl-order", "buy", "--product", "SAN Certificate", "--years", "1", "--host",
            self.host, "--name", names[0], "--name", names[1], "--reference", self.reference,
            "--another"] + AGREED)
        if status != 0:
            raise SystemExit("crash: " + open(self.path("output")).read()[-2000:])
        self.certificate = checks.rows(self, "SELECT number FROM purchase")[0][0]
        self.before = self.paid()

    def words(self):
        return ["ssl-order", "add-names", self.reference, "d." + self.host] + AGREED

    def paid(self):
        """How many further names the account has for the order."""
        answer = self.place.call("ssl.getInfo", CertificateID=self.certificate)
        return int(answer.split('SANSCount="')[1].split('"')[0])

    def made(self):
        return ["name"] * (self.paid() - self.before)

    def bought(self, made):
        names = checks.rows(self, "SELECT names FROM subscription WHERE reference = ?",
                            self.reference)[0][0].split(" ")
        found = [] if len(made) == 1 else [f"{len(made)} names were bought"]
        if len(names) != 4 or len(set(names)) != 4 or names[3] != "d." + self.host:
            found.append(f"recorded are {names}")
        if self.tasks():
            found.append(f"open tasks {self.tasks()}")
        return found
