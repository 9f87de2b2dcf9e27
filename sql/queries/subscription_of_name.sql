-- Which subscriptions hold a name, and until when are they paid?
-- scans: names are not kept by themselves, and an order is rare.
SELECT s.reference, s.product, max(p.ends_on) AS ends_on
FROM subscription AS s LEFT JOIN paid_period AS p ON p.subscription_id = s.id
WHERE instr(' ' || s.names || ' ', ' ' || :name || ' ') > 0
GROUP BY s.id
ORDER BY s.id
