-- Lets the next scan read the current certificate of a subscription once more.
UPDATE certificate SET needs_details = 1
WHERE id = (SELECT certificate_id FROM subscription WHERE id = :subscription)
