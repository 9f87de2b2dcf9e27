-- Older certificates of the subscription are not deployed any more.
UPDATE deployment SET state = 'overtaken'
WHERE subscription_id = :subscription AND certificate_id <> :certificate AND state = 'pending'
