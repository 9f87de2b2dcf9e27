-- Which subscriptions have a last paid period that ends in these days?
SELECT p.id, p.subscription_id, p.ends_on, p.term_end, p.is_waiting FROM paid_period AS p
WHERE p.ends_on BETWEEN :first AND :last AND NOT EXISTS (
    SELECT 1 FROM paid_period AS l
    WHERE l.subscription_id = p.subscription_id AND l.ends_on > p.ends_on)
ORDER BY p.ends_on, p.id
