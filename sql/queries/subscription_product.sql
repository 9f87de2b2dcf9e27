-- Follows the product that the CA names.
UPDATE subscription SET product = :product, validation = :validation WHERE id = :subscription
