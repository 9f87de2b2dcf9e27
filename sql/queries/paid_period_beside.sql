-- Which other paid period of the subscription would overlap this one?
SELECT starts_on, ends_on FROM paid_period
WHERE subscription_id = :subscription AND id <> :period AND starts_on < :ends AND ends_on > :starts
ORDER BY starts_on LIMIT 1
