-- What can be said about a subscription, to its customer or the department?
SELECT s.id, s.reference, s.host, s.names, s.product, s.method, s.choices, s.custody, s.mail,
    s.language, s.renew_url, s.retail_price, s.retail_currency, s.silenced, s.folder,
    s.policy, c.status, c.not_after, o.not_after AS old_not_after,
    EXISTS (SELECT 1 FROM paid_period AS f
        WHERE f.subscription_id = s.id AND f.first_number = c.number) AS is_first,
    m.id AS module_id, m.name AS module, c.id AS certificate_id, c.number, c.issued_on,
    c.expires_on, c.administrator_mail, c.order_number,
    coalesce(c.version, c.keyless_version) AS version, c.key_place,
    (SELECT max(p.ends_on) FROM paid_period AS p WHERE p.subscription_id = s.id) AS paid_to,
    coalesce(
        (SELECT CASE WHEN max(u.years) > 1 THEN max(u.ends_on) ELSE -1 END FROM paid_period AS u
            WHERE u.subscription_id = s.id AND u.ends_on > :today HAVING count(*) > 0),
        (SELECT CASE WHEN l.years > 1 THEN l.ends_on END FROM paid_period AS l
            WHERE l.subscription_id = s.id ORDER BY l.ends_on DESC LIMIT 1)) AS paid_until,
    o.number AS old_number, o.expires_on AS old_expires_on,
    (SELECT count(*) FROM deployment AS d WHERE d.certificate_id = c.id) AS deployments,
    (SELECT count(*) FROM deployment AS d
        WHERE d.certificate_id = c.id AND d.state = 'pending') AS pending,
    (SELECT count(*) FROM deployment AS d
        WHERE d.certificate_id = c.id AND d.state = 'deployed') AS deployed,
    (SELECT count(*) FROM served AS v WHERE v.certificate_id = c.id) AS looks,
    (SELECT count(*) FROM served AS v
        WHERE v.certificate_id = c.id AND v.state = 'served') AS seen,
    (SELECT count(*) FROM served AS v
        WHERE v.certificate_id = c.id AND v.state IN ('old', 'other')) AS wrong
FROM subscription AS s
    JOIN module AS m ON m.id = s.module_id
    LEFT JOIN certificate AS c ON c.id = s.certificate_id
    LEFT JOIN served_watch AS w ON w.subscription_id = s.id
    -- The first to end of those that may still be in use, else the last before the current one.
    LEFT JOIN certificate AS o ON o.id = coalesce(
        (SELECT e.id FROM certificate AS e
            WHERE e.subscription_id = s.id AND e.id <> c.id AND e.expires_on >= :today
                AND e.issued_on <= c.issued_on AND e.issued_on >= (
                    SELECT r.issued_on FROM certificate AS r WHERE r.id = w.replaced_id)
            ORDER BY e.expires_on, e.number LIMIT 1),
        (SELECT e.id FROM certificate AS e
            WHERE e.subscription_id = s.id AND e.id <> c.id AND e.expires_on IS NOT NULL
                AND e.issued_on <= c.issued_on
            ORDER BY e.issued_on DESC, e.number DESC LIMIT 1))
WHERE s.id = :subscription
