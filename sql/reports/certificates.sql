-- Every subscription with its current certificate, and what the decision about it needs.
-- scans: the report is about all of them.
SELECT s.reference, s.host, s.names, s.product, s.validation, m.name AS module,
    c.number AS certificate_id, c.order_number AS order_id, CASE
        WHEN c.status = 'active' AND c.replaced_by IS NOT NULL THEN 'replaced'
        WHEN c.status = 'active' AND c.expires_source <> 'observed' THEN 'unread'
        ELSE c.status END AS status, c.issued_on, c.expires_on,
    c.key_place, coalesce(
        CASE WHEN c.unseen_at IS NULL AND c.status <> 'expected' THEN max(m.listed_at, coalesce(c.seen_at, 0)) END,
        c.seen_at) AS last_seen,
    coalesce(
        (SELECT CASE WHEN max(u.years) > 1 THEN max(u.ends_on) ELSE -1 END FROM paid_period AS u
            WHERE u.subscription_id = s.id AND u.ends_on > :today HAVING count(*) > 0),
        (SELECT CASE WHEN l.years > 1 THEN l.ends_on END FROM paid_period AS l
            WHERE l.subscription_id = s.id ORDER BY l.ends_on DESC LIMIT 1)) AS paid_until,
    s.module_id, s.policy, s.window_days, s.custody, s.backoff_until, p.term_end, p.starts_on,
    s.watch_on,
    CASE WHEN s.watch_on IS NULL THEN (
        SELECT min(w.term_end) FROM paid_period AS w
        WHERE w.subscription_id = s.id AND w.is_waiting AND w.id IS NOT c.paid_period_id) END
        AS next_term_end,
    CASE WHEN s.watch_on IS NULL THEN EXISTS (
        SELECT 1 FROM issuance AS i WHERE i.subscription_id = s.id AND i.finished_at IS NULL)
        ELSE 0 END AS is_open,
    s.custody = 'customer' AND EXISTS (
        SELECT 1 FROM customer_request AS r
        WHERE r.subscription_id = s.id AND r.used_at IS NULL) AS has_request,
    -- The oldest look times four, and the worst that was seen: one search gives both.
    (SELECT min(v.looked_at) * 4 + min(CASE v.state
            WHEN 'old' THEN 0 WHEN 'other' THEN 1 WHEN 'unreachable' THEN 2 ELSE 3 END)
        FROM served AS v WHERE v.certificate_id = c.id) AS looks,
    (SELECT max(d.state) FROM deployment AS d
        WHERE d.certificate_id = c.id AND d.state <> 'overtaken') AS deployed
FROM subscription AS s
    JOIN module AS m ON m.id = s.module_id
    LEFT JOIN certificate AS c ON c.id = s.certificate_id
    LEFT JOIN paid_period AS p ON p.id = c.paid_period_id
ORDER BY s.id
