-- Keeps a customer's request until it is used.
INSERT INTO customer_request (subscription_id, csr, key_hash, key_algorithm, added_at)
VALUES (:subscription, :csr, :key_hash, :algorithm, :now)
