-- Which superseded certificates of a subscription are not known to be revoked, and still valid?
SELECT o.id, o.number, o.product, o.revoke_asked_at, c.id AS current_id, c.number AS current_number
FROM subscription AS s
    JOIN certificate AS c ON c.id = s.certificate_id
    JOIN certificate AS o ON o.subscription_id = s.id AND o.id <> c.id
WHERE s.id = :subscription AND c.status = 'active' AND o.revoked_at IS NULL
    AND (o.status = 'replaced' OR o.replaced_by IS NOT NULL)
    AND coalesce(o.not_after, o.expires_on * 86400, :now) >= :now
ORDER BY o.number
