-- Notes a failed attempt, or with nothing set that all is well again.
UPDATE subscription SET backoff_until = :until, failures = :failures WHERE id = :subscription
