-- Certificates that the complete list lacks are unseen, from the second such day on gone.
UPDATE certificate SET unseen_at = coalesce(unseen_at, :now),
    gone_at = CASE WHEN unseen_at / 86400 < :now / 86400 THEN :now END,
    seen_at = coalesce(seen_at, (SELECT m.listed_at FROM module AS m WHERE m.id = :module))
WHERE module_id = :module AND gone_at IS NULL AND status <> 'expected' AND NOT EXISTS (
    SELECT 1 FROM list_seen AS l
    WHERE l.module_id = certificate.module_id AND l.number = certificate.number)
RETURNING id, number, subscription_id, gone_at
