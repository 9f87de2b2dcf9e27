-- Which paid periods of a subscription begin before the one before them has ended?
-- scans: the check is about all of them.
SELECT s.reference, s.host, a.starts_on, a.ends_on, b.starts_on AS next_starts_on
FROM paid_period AS a
    JOIN paid_period AS b ON b.subscription_id = a.subscription_id
        AND b.starts_on > a.starts_on AND b.starts_on < a.ends_on
    JOIN subscription AS s ON s.id = a.subscription_id
ORDER BY s.id, a.starts_on
