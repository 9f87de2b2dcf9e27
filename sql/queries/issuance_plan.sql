-- Plans an issuance; a second open one of the same subscription is refused by the schema.
INSERT INTO issuance (
    subscription_id, action, old_number, state, method, choices, followed, planned_at, reason,
    overridden)
SELECT id, :action, :number, 'planned', method, choices, trim(method || ' ' || choices), :now,
    :reason, :overridden
FROM subscription WHERE id = :subscription
RETURNING id
