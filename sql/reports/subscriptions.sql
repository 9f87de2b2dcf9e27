-- Every subscription with what a person decides about it.
-- scans: the list is about all of them.
SELECT s.reference, s.host, s.names, m.name AS module, s.product, s.validation,
    c.number AS certificate_id, c.status, c.expires_on AS expiration_date, (
        SELECT max(p.ends_on) FROM paid_period AS p WHERE p.subscription_id = s.id) AS paid_to, (
        SELECT p.term_source FROM paid_period AS p WHERE p.id = c.paid_period_id) AS paid_from,
    s.policy, s.window_days, s.method AS dcv, s.custody, s.mail, s.language, s.renew_url,
    s.retail_price, s.retail_currency, (
        SELECT count(*) FROM task AS t
        WHERE t.subscription_id = s.id AND t.closed_at IS NULL) AS tasks
FROM subscription AS s
    JOIN module AS m ON m.id = s.module_id
    LEFT JOIN certificate AS c ON c.id = s.certificate_id
ORDER BY s.id
