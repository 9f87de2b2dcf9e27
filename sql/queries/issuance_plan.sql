-- Plans an issuance; a second open one of the same subscription is refused by the schema.
INSERT INTO issuance (
    subscription_id, action, old_number, state, method, planned_at, reason, overridden)
VALUES (:subscription, :action, :number, 'planned', :method, :now, :reason, :overridden)
RETURNING id
