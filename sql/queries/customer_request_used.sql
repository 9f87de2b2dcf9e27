-- The CA took the request: it is not sent for another certificate.
UPDATE customer_request SET used_at = :now WHERE key_hash = :key_hash AND used_at IS NULL
