-- Sets whom to ask; who waits for a look gets it at once, the others soon.
UPDATE served_watch SET targets = :targets, looked_at = NULL, tries = 0,
    look_at = CASE WHEN look_at IS NOT NULL THEN :now END
WHERE subscription_id = :subscription
