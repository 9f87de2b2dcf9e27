-- What is sold and kept about a subscription?
SELECT s.reference, s.host, s.names, m.name AS module, s.product, s.validation, s.method AS dcv,
    s.custody, s.folder, w.targets AS served_targets, s.mail, s.language, s.renew_url,
    s.retail_price, s.retail_currency, s.enrolled_at, s.backoff_until AS backoff_at,
    s.silenced
FROM subscription AS s
    JOIN module AS m ON m.id = s.module_id
    LEFT JOIN served_watch AS w ON w.subscription_id = s.id
WHERE s.id = :subscription
