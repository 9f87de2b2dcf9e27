-- Which certificates end soon, or have ended, while their replacement is not known to be in use?
SELECT s.id, s.host, m.name AS module, s.policy, s.window_days,
    o.number AS replaced, o.issued_on, o.expires_on, c.number,
    coalesce((SELECT d.target || ': ' || d.error FROM deployment AS d
        WHERE d.certificate_id = c.id AND d.state = 'pending' ORDER BY d.id LIMIT 1), '') AS pending,
    coalesce((SELECT v.target || ': ' || v.state FROM served AS v
        WHERE v.certificate_id = c.id AND v.state IN ('old', 'unreachable')
        ORDER BY v.state, v.target LIMIT 1), '') AS shown
FROM served_watch AS w INDEXED BY served_watch_replaced
    JOIN certificate AS o ON o.id = w.replaced_id
    JOIN subscription AS s ON s.id = w.subscription_id
    JOIN module AS m ON m.id = s.module_id
    JOIN certificate AS c ON c.id = s.certificate_id
WHERE w.replaced_id IS NOT NULL AND o.expires_on <= :horizon AND o.issued_on IS NOT NULL
    AND (EXISTS (
        SELECT 1 FROM deployment AS d WHERE d.certificate_id = c.id AND d.state = 'pending')
    OR EXISTS (
        SELECT 1 FROM served AS v
        WHERE v.certificate_id = c.id AND v.state IN ('old', 'unreachable')))
ORDER BY o.expires_on, s.id
