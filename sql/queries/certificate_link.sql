-- Gives a row of the account that is nobody's to a subscription and one of its orders.
UPDATE certificate SET subscription_id = :subscription, paid_period_id = :period,
    needs_details = 1
WHERE module_id = :module AND number = :number AND subscription_id IS NULL
RETURNING id
