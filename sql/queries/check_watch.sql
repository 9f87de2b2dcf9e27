-- Which subscriptions would a night pass over that it has to look at?
-- scans: the check is about all of them.
SELECT s.reference, s.host, s.watch_on
FROM subscription AS s LEFT JOIN certificate AS c ON c.id = s.certificate_id
WHERE s.watch_on IS NOT NULL AND (
    s.watch_on IS NOT c.expires_on OR c.status <> 'active' OR c.replaced_by IS NOT NULL
    OR EXISTS (SELECT 1 FROM paid_period AS p WHERE p.subscription_id = s.id AND p.is_waiting)
    OR EXISTS (
        SELECT 1 FROM issuance AS i WHERE i.subscription_id = s.id AND i.finished_at IS NULL))
ORDER BY s.id
