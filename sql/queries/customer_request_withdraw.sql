-- Takes an unused request back: a newer one of the customer counts.
DELETE FROM customer_request WHERE subscription_id = :subscription AND used_at IS NULL
