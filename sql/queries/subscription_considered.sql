-- Which subscriptions must be looked at one by one, with all that the decision about each needs?
SELECT s.id, s.reference, s.host, s.names, s.module_id, m.name AS module, s.product, s.validation,
    s.method, s.policy, s.window_days, s.mail, s.custody, s.folder, s.backoff_until, s.failures,
    c.id AS certificate_id, c.number, CASE
        WHEN c.status = 'active' AND c.replaced_by IS NOT NULL THEN 'replaced'
        WHEN c.status = 'active' AND c.expires_source <> 'observed' THEN 'unread'
        ELSE c.status END AS status, c.issued_on, c.expires_on, c.not_after,
    c.key_algorithm, c.version, p.starts_on, p.ends_on, p.term_end,
    n.term_end AS next_term_end, n.first_number AS next_number,
    EXISTS (
        SELECT 1 FROM issuance AS i WHERE i.subscription_id = s.id AND i.finished_at IS NULL
    ) AS is_open,
    coalesce(
        (SELECT CASE WHEN max(u.years) > 1 THEN max(u.ends_on) ELSE -1 END FROM paid_period AS u
            WHERE u.subscription_id = s.id AND u.ends_on > :today HAVING count(*) > 0),
        (SELECT CASE WHEN l.years > 1 THEN l.ends_on END FROM paid_period AS l
            WHERE l.subscription_id = s.id ORDER BY l.ends_on DESC LIMIT 1)) AS paid_until,
    s.custody = 'customer' AND EXISTS (
        SELECT 1 FROM customer_request AS r
        WHERE r.subscription_id = s.id AND r.used_at IS NULL) AS has_request,
    s.choices
FROM subscription AS s
    JOIN module AS m ON m.id = s.module_id
    LEFT JOIN certificate AS c ON c.id = s.certificate_id
    LEFT JOIN paid_period AS p ON p.id = c.paid_period_id
    LEFT JOIN paid_period AS n ON n.id = (
        SELECT w.id FROM paid_period AS w
        WHERE w.subscription_id = s.id AND w.is_waiting AND w.id IS NOT c.paid_period_id
        ORDER BY w.starts_on LIMIT 1)
WHERE s.id IN (
    SELECT id FROM subscription WHERE watch_on <= :horizon
    UNION ALL SELECT id FROM subscription WHERE watch_on IS NULL)
ORDER BY coalesce(c.expires_on, 0), s.id
