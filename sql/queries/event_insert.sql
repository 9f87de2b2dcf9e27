-- Adds to the audit.
INSERT INTO event (at, run_id, subscription_id, kind, detail)
VALUES (:now, :run, :subscription, :kind, :detail)
