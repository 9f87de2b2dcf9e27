-- Changes the names that the next certificate is for.
UPDATE subscription SET names = :names WHERE id = :subscription
