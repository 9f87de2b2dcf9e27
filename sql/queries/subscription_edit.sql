-- Changes what an import may change of a subscription.
UPDATE subscription SET policy = :policy, mail = :mail, method = :method, choices = :choices
WHERE id = :subscription
