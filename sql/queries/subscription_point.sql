-- Makes a certificate the current one of its subscription.
UPDATE subscription SET certificate_id = :certificate WHERE id = :subscription
