-- Closes a task whose cause is gone.
UPDATE task SET closed_at = :now WHERE cause = :cause AND closed_at IS NULL RETURNING id
