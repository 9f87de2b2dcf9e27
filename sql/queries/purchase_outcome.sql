-- What came of a request without a record of its success.
UPDATE purchase SET state = :state, ended_at = coalesce(ended_at, :ended),
    absent_at = coalesce(absent_at, :absent), detail = :detail
WHERE id = :purchase AND state IN ('sending', 'unknown', 'absent', 'unclear')
