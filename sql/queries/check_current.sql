-- Which subscriptions have not exactly one current certificate of their own?
-- scans: the check is about all of them.
SELECT s.reference, s.host, c.number, c.subscription_id IS NOT s.id AS is_foreign, (
        SELECT o.number FROM certificate AS o
        WHERE o.subscription_id = s.id AND o.paid_period_id = c.paid_period_id AND o.id <> c.id
            AND o.status = 'active' AND o.replaced_by IS NULL AND o.gone_at IS NULL
            AND o.expires_on > c.expires_on
        ORDER BY o.number LIMIT 1) AS other_number
FROM subscription AS s LEFT JOIN certificate AS c ON c.id = s.certificate_id
WHERE c.id IS NULL OR is_foreign OR other_number IS NOT NULL
ORDER BY s.id
