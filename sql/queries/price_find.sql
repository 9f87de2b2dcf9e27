-- What does a term of this product cost?
SELECT total, currency, read_at FROM price
WHERE module_id = :module AND action = :action AND product = :product AND years = :years
