-- Which certificate of a later paid order is active, was activated elsewhere, and lasts longer?
SELECT f.id AS follower_id, f.number, f.key_place
FROM subscription AS s
    JOIN certificate AS c ON c.id = s.certificate_id
    JOIN paid_period AS p ON p.id = c.paid_period_id
    JOIN certificate AS f ON f.subscription_id = s.id AND f.status = 'active'
    JOIN paid_period AS q ON q.id = f.paid_period_id
WHERE s.id = :subscription AND q.starts_on > p.starts_on AND f.expires_on > c.expires_on
    AND NOT EXISTS (
        SELECT 1 FROM issuance AS i
        WHERE i.subscription_id = s.id AND i.finished_at IS NULL
            AND (i.new_number = f.number OR i.old_number = f.number))
ORDER BY f.expires_on LIMIT 1
