-- Closes a task because a person says so; the next scan looks whether its cause is gone.
UPDATE task SET closed_at = :now, closed_by = :who, is_unverified = 1
WHERE id = :task AND closed_at IS NULL
RETURNING subscription_id
