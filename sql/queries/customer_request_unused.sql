-- Which request of the customer has not been used yet?
SELECT csr, key_hash FROM customer_request
WHERE subscription_id = :subscription AND used_at IS NULL
