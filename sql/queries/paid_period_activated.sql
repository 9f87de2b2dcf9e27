-- The order of this certificate waits no longer.
UPDATE paid_period SET is_waiting = 0 WHERE id = :period
