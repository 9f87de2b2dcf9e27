-- Changes how the names of a subscription are proved.
UPDATE subscription SET method = :method, choices = :choices WHERE id = :subscription
