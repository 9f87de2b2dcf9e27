-- Takes the follower of a certificate into the same subscription and order.
UPDATE certificate SET subscription_id = :subscription, paid_period_id = :period,
    needs_details = 1
WHERE module_id = :module AND number = :number AND subscription_id IS NULL
RETURNING id
