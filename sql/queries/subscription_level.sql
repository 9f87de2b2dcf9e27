-- Follows what the settings say about the validation level of a product.
-- scans: subscriptions are not kept by product, and the settings name few.
UPDATE subscription SET validation = :validation
WHERE module_id = :module AND product = :product COLLATE NOCASE AND validation <> :validation
