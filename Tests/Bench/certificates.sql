-- The columns of ssl-report certificates with the same text, for a ledger that ledger.sql made.
SELECT s.reference, s.host, s.names, s.product, s.validation, m.name AS module,
    c.number AS certificate_id, c.order_number AS order_id, c.status,
    date(c.issued_on * 86400, 'unixepoch') AS issued_on,
    date(c.expires_on * 86400, 'unixepoch') AS expiration_date,
    c.expires_on - 20780 AS days_left,
    CASE WHEN p.years > 1 THEN date(p.ends_on * 86400, 'unixepoch') END AS paid_until,
    coalesce(s.policy, 'auto') AS policy,
    CASE WHEN s.policy IS NULL THEN 'default' ELSE 'subscription' END AS policy_from,
    coalesce(s.window_days, 10) AS "window",
    min(coalesce(s.window_days, 10), 66) AS effective_window,
    CASE WHEN c.expires_on - 20780 > 10 THEN 'outside-window' ELSE 'reissue' END AS reason,
    CASE WHEN c.expires_on - 20780 > 10
        THEN date((c.expires_on - 10) * 86400, 'unixepoch') END AS reason_until,
    c.key_place AS "key", date(m.listed_at, 'unixepoch') AS last_seen,
    -- What is wrong comes before what is right, in the alphabet too.
    coalesce(
        (SELECT coalesce(min(nullif(v.state, 'served')), max(v.state)) FROM served AS v
            WHERE v.certificate_id = c.id), 'not-checked') AS served,
    (SELECT max(d.state) FROM deployment AS d
        WHERE d.certificate_id = c.id AND d.state <> 'overtaken') AS deployed,
    (SELECT date(min(v.looked_at), 'unixepoch') FROM served AS v
        WHERE v.certificate_id = c.id) AS served_look
FROM subscription AS s
    JOIN module AS m ON m.id = s.module_id
    LEFT JOIN certificate AS c ON c.id = s.certificate_id
    LEFT JOIN paid_period AS p ON p.id = c.paid_period_id
ORDER BY s.id;
