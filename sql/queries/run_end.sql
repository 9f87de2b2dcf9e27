-- A run ends with these accounts.
UPDATE run SET finished_at = :now, subscriptions = :subscriptions, not_selected = :not_selected,
    considered = :considered, acted = :acted, skipped = :skipped, failed = :failed,
    not_enrolled = :not_enrolled, exit_code = :exit_code
WHERE id = :run
