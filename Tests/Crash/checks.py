"""What must hold after any kill: one reissue, its key, a live pair that matches, nothing left over."""

import os
import re
import sqlite3
import subprocess
import threading
import time

#: What the version folder of an issued certificate holds, and nothing else.
FILES = {"privkey.pem", "request.csr", "cert.pem", "chain.pem", "fullchain.pem",
         "deployment.json"}
#: What is kept of an attempt that came to nothing: its key may be asked for one day.
ATTEMPT = {"privkey.pem", "request.csr"}


class Watcher:
    """Looks all the time at what `live` leads to, in every folder of a store."""

    def __init__(self, store):
        self.store, self.targets, self.problems = store, set(), []
        self.ends = threading.Event()
        self.thread = threading.Thread(target=self.look, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ends.set()
        self.thread.join()

    def look(self):
        """Notes each version that was ever live, and whether it was complete when it was."""
        is_last = False
        while not is_last:
            # What is live at the end is seen, however short the time was.
            is_last = self.ends.is_set()
            for folder in list_folder(self.store):
                live = os.path.join(self.store, folder, "live")
                try:
                    target = os.readlink(live)
                except OSError:
                    continue
                complete = all(os.path.exists(os.path.join(live, name)) for name in
                               ("privkey.pem", "cert.pem", "chain.pem", "fullchain.pem"))
                self.targets.add((folder, target, complete))
            time.sleep(0.002)


def list_folder(path):
    """The names in a folder that may not be there."""
    try:
        return sorted(os.listdir(path))
    except OSError:
        return []


def rows(subscription, query, *values):
    """Rows of the ledger."""
    ledger = sqlite3.connect(f"file:{subscription.path('ledger.sqlite')}?mode=ro", uri=True)
    try:
        return ledger.execute(query, values).fetchall()
    finally:
        ledger.close()


def is_done(subscription):
    """Whether the new certificate is stored and deployed."""
    return rows(
        subscription,
        "SELECT count(*) FROM issuance AS i JOIN subscription AS s ON s.id = i.subscription_id"
        " JOIN deployment AS d ON d.subscription_id = s.id"
        " WHERE s.reference = ? AND i.state = 'stored' AND d.state = 'deployed'"
        " AND NOT EXISTS (SELECT 1 FROM validation AS v WHERE v.issuance_id = i.id"
        " AND v.published_at IS NOT NULL AND v.removed_at IS NULL)",
        subscription.row["reference"])[0][0] == 1


def problems(subscription, targets):
    """Everything that is wrong once no more is done."""
    found = []
    if not is_done(subscription):
        found.append("does not converge: " + str(rows(
            subscription, "SELECT state, waits_for, error FROM issuance"))
            + open(subscription.path("output")).read()[-6000:])
    return (found + requests(subscription) + ledger(subscription) + store(subscription)
            + pairs(subscription, targets) + deployments(subscription))


def requests(subscription):
    """Exactly one request was performed for the need, as the sandbox saw it."""
    place = subscription.place
    journal = place.ask("journal")
    performed = [entry for entry in journal
                 if entry["command"].endswith("ssl." + subscription.command)
                 and entry["parameters"].get("CertificateID") == subscription.old
                 and entry["outcome"].startswith(("OK", "performed"))]
    return [] if len(performed) == 1 else [f"{len(performed)} requests {subscription.command}"]


def ledger(subscription):
    """The ledger is whole, and the new certificate is the current one with its key here."""
    found = []
    if rows(subscription, "PRAGMA integrity_check") != [("ok",)]:
        found.append("the ledger is damaged")
    if rows(subscription, "PRAGMA foreign_key_check"):
        found.append("the ledger has rows that belong nowhere")
    current = rows(
        subscription,
        "SELECT c.number, c.key_place, i.new_number FROM subscription AS s"
        " JOIN certificate AS c ON c.id = s.certificate_id"
        " JOIN issuance AS i ON i.subscription_id = s.id AND i.state = 'stored'"
        " WHERE s.reference = ?",
        subscription.row["reference"])
    if len(current) != 1 or current[0][0] != current[0][2] or current[0][1] != "here":
        found.append(f"the current certificate is {current}")
    return found


def store(subscription):
    """No file is there that nobody knows: versions of the ledger, complete, and `live`."""
    found = []
    root = subscription.path("store")
    known = {str(version): state for version, state in rows(
        subscription, "SELECT version, state FROM issuance WHERE version IS NOT NULL")}
    for folder in list_folder(root):
        names = set(list_folder(os.path.join(root, folder)))
        if names != set(known) | {"live"}:
            found.append(f"{folder} holds {sorted(names)}, the ledger knows {sorted(known)}")
        for version in names - {"live"}:
            path = os.path.join(root, folder, version)
            files = set(list_folder(path))
            expected = ATTEMPT if known.get(version) == "failed" else FILES
            if files != expected:
                found.append(f"{folder}/{version} holds {sorted(files ^ expected)} too much or not")
            for name in files & {"privkey.pem"}:
                if os.stat(os.path.join(path, name)).st_mode & 0o077:
                    found.append(f"{folder}/{version}/{name} is open to others")
    return found


def pairs(subscription, targets):
    """Every version that was ever live was a complete pair of key and certificate."""
    found = []
    if not targets:
        found.append("nothing was ever live")
    for folder, target, complete in sorted(targets):
        path = os.path.join(subscription.path("store"), folder, target)
        if not complete or not re.fullmatch(r"\d+", target):
            found.append(f"{folder}/live led to {target} when it was not complete")
        keys = [public_key(["pkey", "-in", os.path.join(path, "privkey.pem"), "-pubout"]),
                public_key(["x509", "-in", os.path.join(path, "cert.pem"), "-noout", "-pubkey"])]
        if not keys[0] or keys[0] != keys[1]:
            found.append(f"{folder}/{target} was live and its key and certificate do not match")
    return found


def public_key(arguments):
    """What openssl says the public key is."""
    return subprocess.run(["openssl"] + arguments, stdin=subprocess.DEVNULL, text=True,
                          capture_output=True, check=False).stdout


def deployments(subscription):
    """One certificate was deployed, the new one; the hook may have been asked twice for it."""
    try:
        with open(subscription.path("deployed")) as lines:
            seen = set(lines.read().split("\n")) - {""}
    except OSError:
        seen = set()
    expected = {f"{subscription.row['host']} {number}" for (number,) in rows(
        subscription, "SELECT new_number FROM issuance WHERE state = 'stored'")}
    return [] if seen == expected else [f"deployed {sorted(seen)}, not {sorted(expected)}"]
