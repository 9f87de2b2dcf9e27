-- A look is over: when is the next one, and is the replacement seen everywhere?
UPDATE served_watch SET looked_at = :now, look_at = :next, tries = :tries,
    replaced_id = CASE WHEN :seen THEN NULL ELSE replaced_id END
WHERE subscription_id = :subscription AND EXISTS (
    SELECT 1 FROM subscription AS s
    WHERE s.id = :subscription AND s.certificate_id = :certificate)
