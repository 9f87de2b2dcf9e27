-- Which open tasks are about a subscription?
SELECT id AS task, text, opened_at, taken_by FROM task
WHERE subscription_id = :subscription AND closed_at IS NULL ORDER BY id
