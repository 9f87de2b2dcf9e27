"""Kill points of ssl-notify: whatever it is killed at, each of three customers is told.

A customer may get a message twice, under one Message-ID, where the run was killed between handing
it over and recording the answer; at most one message can be in that state. An outbox, which knows
its messages by their Message-ID, has each once.
"""

import email
import email.policy
import os
import re
import shutil
import socketserver
import sqlite3
import threading

import checks
from place import START, Scenario, Subscription, write_settings

#: At once and later; what was recorded is not sent by any of them.
AFTERWARDS = ["2026-11-20T01:00:10Z", "2026-11-20T01:16:00Z", "2026-11-20T04:00:00Z"]
SCENARIOS = [Scenario.TELL, Scenario.TELL_PROGRAM, Scenario.TELL_SERVER]
#: Everything but what is told here.
SILENT = ["certificate-reissued", "validation-needed", "reissue-failed", "not-served",
          "paid-period-ends", "balance-low", "account-unusable", "task-opened",
          "email-validation-ends", "night"]


class Tell(Subscription):
    """A run that sends three mails from a copy of the template."""

    COUNT = 3

    def __init__(self, place, scenario, number):
        self.place, self.scenario, self.row, self.server = place, scenario, None, None
        self.folder = os.path.join(place.folder, f"{scenario.value}-{number}")
        shutil.copytree(place.template, self.folder)
        write_settings(place, self.folder)
        self.add_channel()
        with sqlite3.connect(self.path("ledger.sqlite")) as ledger:
            chosen = [row for (row,) in ledger.execute(
                "SELECT s.id FROM subscription AS s JOIN certificate AS c"
                " ON c.id = s.certificate_id JOIN paid_period AS p ON p.subscription_id = s.id"
                " WHERE c.status = 'active' GROUP BY s.id HAVING max(p.term_end) > c.expires_on"
                " ORDER BY c.expires_on, s.id LIMIT ?", (self.COUNT,))]
            for index, row in enumerate(chosen):
                ledger.execute(
                    "UPDATE subscription SET policy = 'manual', mail = ?, watch_on = (SELECT"
                    " watch_on FROM crash_watch AS w WHERE w.id = subscription.id) WHERE id = ?",
                    (f"customer-{index}@shop.test", row))
            ledger.execute("DROP TABLE crash_watch")
        ledger.close()

    def add_channel(self):
        """Says in the settings how the mails leave."""
        lines = [f"NoticeOff {kind}" for kind in SILENT]
        if self.scenario is Scenario.TELL_SERVER:
            self.server = MailServer()
            lines += ["NoticeChannel smtp", f"SMTPServer 127.0.0.1:{self.server.port}",
                      "SMTPSecurity none"]
        elif self.scenario is Scenario.TELL_PROGRAM:
            os.mkdir(self.path("mails"))
            with open(self.path("send"), "w") as file:
                # A file of its own for each, in one step.
                file.write(f"#!/bin/sh\ncat >'{self.folder}/mails/'new.$$ &&"
                           f" mv '{self.folder}/mails/'new.$$ '{self.folder}/mails/'$$.eml\n")
            os.chmod(self.path("send"), 0o700)
            lines += ["NoticeChannel program", f"NoticeProgram {self.path('send')}"]
        else:
            lines += ["NoticeChannel outbox"]
        with open(self.path("ssl-ledger.conf"), "a") as file:
            file.write("\n".join(lines) + "\n")

    def words(self):
        return ["ssl-notify"]

    def remove(self):
        if self.server:
            self.server.stop()
        super().remove()

    def durability(self, trace):
        """That a message is on the disk as handed over before any of it leaves."""
        leaves = {Scenario.TELL: lambda call: call.kind == "outbox" and call.name == "write",
                  Scenario.TELL_PROGRAM: lambda call: call.name == "execve" and call.kind == "send",
                  Scenario.TELL_SERVER: lambda call: "MAIL FROM" in call.rest}[self.scenario]
        sent = [index for index, call in enumerate(trace.calls) if leaves(call)]
        if len(sent) < self.COUNT:
            return [f"{len(sent)} messages leave in the trace"]
        found = []
        for index in sent:
            before = [call for call in trace.calls[:index] if call.kind == "wal"
                      and call.name in ("pwrite64", "fdatasync")]
            if not before or before[-1].name != "fdatasync":
                found.append("the ledger was written after its last fdatasync before a message")
        return found

    def converge(self, moments=AFTERWARDS):
        """Runs it on; gives what is wrong then."""
        statuses = [self.run(moment) for moment in moments]
        found = self.problems()
        if set(statuses) != {0}:
            found.append(f"the runs end with {statuses}")
        if found:
            found.append(open(self.path("output")).read()[-3000:])
        if self.server:
            self.server.stop()
        return found

    def problems(self):
        """Everything that is wrong with who was told."""
        found, twice = [], 0
        arrived = self.arrived()
        for index in range(self.COUNT):
            mine = [name for to, name in arrived if to == f"customer-{index}@shop.test"]
            if not 1 <= len(mine) <= 2 or len(set(mine)) != 1:
                found.append(f"customer {index} got {mine}")
            twice += len(mine) == 2
        most = 0 if self.scenario is Scenario.TELL else 1
        if twice > most or len(arrived) != self.COUNT + twice:
            found.append(f"{len(arrived)} messages arrived, {twice} of them twice: {arrived}")
        states = checks.rows(self, "SELECT state, doubts FROM notice WHERE state <> 'overtaken'")
        if len(states) != self.COUNT or {state for state, _ in states} != {"sent"}:
            found.append(f"the ledger has {states}")
        if twice > sum(doubts for _, doubts in states):
            found.append(f"{twice} arrived twice, and the ledger has {states}")
        if checks.rows(self, "PRAGMA integrity_check") != [("ok",)]:
            found.append("the ledger is damaged")
        return found

    def arrived(self):
        """Recipient and Message-ID of every whole message that arrived."""
        if self.server:
            mails = list(self.server.mails)
        else:
            folder = self.path("outbox" if self.scenario is Scenario.TELL else "mails")
            mails = [open(os.path.join(folder, name), "rb").read()
                     for name in checks.list_folder(folder) if name.endswith(".eml")]
        found = []
        for mail in mails:
            message = email.message_from_bytes(mail, policy=email.policy.default)
            parts = [part.get_content_type() for part in message.iter_parts()]
            # What is cut off has no last boundary, which the parser notes as a defect.
            if message.defects or parts != ["text/plain", "text/html"]:
                found.append(("damaged", repr(mail[:200])))
            else:
                found.append((message["To"].addresses[0].addr_spec, message["Message-ID"]))
        return sorted(found)


class MailServer:
    """A mail server of the least words, which has a message before it says so."""

    def __init__(self):
        self.mails = []
        outer = self

        class Session(socketserver.StreamRequestHandler):
            """One connection."""

            def handle(self):
                try:
                    outer.talk(self.rfile, self.wfile)
                except OSError:  # The client was killed.
                    pass

        self.listener = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session)
        self.listener.daemon_threads = True
        self.port = self.listener.server_address[1]
        threading.Thread(target=self.listener.serve_forever, args=(0.02,), daemon=True).start()

    def talk(self, lines, out):
        """Answers one client until it leaves."""
        out.write(b"220 mail.test ESMTP\r\n")
        while line := lines.readline():
            word = line.strip().upper().split(b" ")[0]
            if word == b"EHLO":
                out.write(b"250-mail.test\r\n250 8BITMIME\r\n")
            elif word == b"QUIT":
                out.write(b"221 bye\r\n")
                return
            elif word == b"DATA":
                out.write(b"354 go\r\n")
                if (mail := self.content(lines)) is None:
                    return
                self.mails.append(mail)
                out.write(b"250 2.0.0 Ok: queued\r\n")
            else:
                out.write(b"250 2.0.0 Ok\r\n")

    @staticmethod
    def content(lines):
        """A message to its last line; None where the client is gone before."""
        mail = b""
        while line := lines.readline():
            if line == b".\r\n":
                return mail
            mail += re.sub(rb"^\.", b"", line)
        return None

    def stop(self):
        """Takes no more; what it has stays."""
        self.listener.shutdown()
        self.listener.server_close()
