-- When does the chain of paid periods end, and which order of it waits?
SELECT max(ends_on) AS ends_on, max(CASE WHEN is_waiting THEN first_number END) AS waiting_number
FROM paid_period WHERE subscription_id = :subscription
