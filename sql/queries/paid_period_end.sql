-- When does the chain of paid periods end, and does it hold the order of this certificate?
SELECT max(ends_on) AS ends_on, coalesce(max(first_number = :number), 0) AS is_known
FROM paid_period WHERE subscription_id = :subscription
