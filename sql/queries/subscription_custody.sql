-- Changes who makes and keeps the keys of a subscription.
UPDATE subscription SET custody = :custody WHERE id = :subscription
