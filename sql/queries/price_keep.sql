-- Keeps the price of a term; of two by one name the higher one counts.
INSERT INTO price (module_id, action, product, years, total, currency, read_at)
VALUES (:module, :action, :product, :years, :total, :currency, :now)
ON CONFLICT (module_id, action, product, years) DO UPDATE SET
    total = max(price.total, excluded.total), currency = excluded.currency
