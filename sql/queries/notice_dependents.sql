-- What hangs on a module?
-- scans: asked once for a module in trouble; no program selects by module.
SELECT m.balance, m.currency, count(s.id) AS subscriptions,
    min(CASE WHEN c.status = 'active' THEN c.expires_on END) AS first_on
FROM subscription AS s
    JOIN module AS m ON m.id = s.module_id
    LEFT JOIN certificate AS c ON c.id = s.certificate_id
WHERE m.id = :module
