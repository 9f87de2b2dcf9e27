-- What a run decided about a subscription.
INSERT INTO run_outcome (run_id, subscription_id, outcome, until_at, detail, failed)
VALUES (:run, :subscription, :outcome, :until, :detail, :failed)
ON CONFLICT (run_id, subscription_id) DO UPDATE SET outcome = excluded.outcome,
    until_at = excluded.until_at, detail = excluded.detail, failed = excluded.failed
