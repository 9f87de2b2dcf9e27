-- Was it said since this moment that a subscription is past the alarm?
SELECT 1 FROM event WHERE subscription_id = :subscription AND kind = 'alarm' AND at > :since LIMIT 1
