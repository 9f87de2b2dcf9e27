"""Kill points of ssl-admin ledger restore: the ledger in its place is the old or the new, whole."""

import os
import shutil
import sqlite3
import subprocess

from place import START, Scenario, Subscription, environment, write_settings

LATER = "2026-11-20T01:10:00Z"


class Restore(Subscription):
    """One restore into a copy of the template that has gone on since its back-up."""

    #: Who the first customer is in the ledger that the back-up takes the place of.
    OLD = "later@crash.test"

    def __init__(self, place, number):
        self.place, self.scenario, self.row = place, Scenario.RESTORE, None
        self.folder = os.path.join(place.folder, f"restore-{number}")
        shutil.copytree(place.template, self.folder)
        write_settings(place, self.folder)
        with sqlite3.connect(self.path("ledger.sqlite")) as ledger:
            ledger.execute("DROP TABLE crash_watch")
        ledger.close()
        subprocess.run(
            [place.program("ssl-admin"), "ledger", "backup", self.path("backup.sqlite")],
            env=environment(self.folder, START), stdin=subprocess.DEVNULL, check=True)
        self.new = self.customer()
        with sqlite3.connect(self.path("ledger.sqlite")) as ledger:
            ledger.execute("UPDATE subscription SET mail = ? WHERE id = 1", (self.OLD,))
        ledger.close()

    def words(self):
        return ["ssl-admin", "ledger", "restore", self.path("backup.sqlite"), "--yes"]

    def customer(self):
        """Who the first customer of the ledger in its place is."""
        return self.value("ledger.sqlite", "SELECT mail FROM subscription WHERE id = 1")

    def durability(self, trace):
        """Nothing is sent: what is on the disk is looked at after the kill."""
        return []

    def converge(self):
        """Looks at the ledger as it is found, and restores once more."""
        found = self.damage("after the kill")
        if self.customer() not in (self.OLD, self.new):
            found.append("the ledger after the kill is neither the old nor the new")
        status = self.run(LATER)
        if status != 0 or self.customer() != self.new:
            found.append(f"the next restore ends with {status}, and the ledger is not the new")
        found += self.damage("in the end")
        names = os.listdir(self.folder)
        kept = [name for name in names if name.startswith("ledger.sqlite.before-")
                and not name.endswith(("-wal", "-shm"))]
        if not any(self.is_old(name) for name in kept):
            found.append(f"the old ledger is lost: {kept}")
        left = [name for name in names if ".new" in name]
        if left:
            found.append(f"{left} is left over")
        if found:
            found.append(open(self.path("output")).read()[-3000:])
        return found

    def damage(self, when):
        """What is wrong with the file in the ledger's place."""
        if self.value("ledger.sqlite", "PRAGMA integrity_check") != "ok":
            return [f"the ledger is damaged {when}"]
        return []

    def is_old(self, name):
        """Whether a ledger that was kept is the one before the first restore."""
        return self.value(name, "SELECT mail FROM subscription WHERE id = 1") == self.OLD

    def value(self, name, query):
        """What a ledger answers; it may have to be recovered for that, which writes."""
        ledger = sqlite3.connect(self.path(name))
        try:
            return ledger.execute(query).fetchone()[0]
        finally:
            ledger.close()
