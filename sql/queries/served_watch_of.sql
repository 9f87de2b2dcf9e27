-- Whom to ask what is served for this subscription?
SELECT * FROM served_subject WHERE subscription_id = :subscription AND status = 'active'
