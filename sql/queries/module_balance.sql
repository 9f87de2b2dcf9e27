-- Records the balance of a module.
UPDATE module SET balance = :balance, currency = :currency, balance_at = :now WHERE id = :module
