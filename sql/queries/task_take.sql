-- Notes who looks after an open task.
UPDATE task SET taken_by = :who, taken_at = :now WHERE id = :task AND closed_at IS NULL
RETURNING subscription_id
