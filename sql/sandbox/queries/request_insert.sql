-- Writes a request into the journal.
INSERT INTO request (at, command, parameters, outcome, status)
VALUES (:at, :command, :parameters, :outcome, :status);
