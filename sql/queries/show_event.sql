-- What happened last to a subscription?
SELECT at, kind, detail FROM event WHERE subscription_id = :subscription ORDER BY id DESC LIMIT 20
