-- Was this public key ever used, or sent by a customer?
SELECT EXISTS (SELECT 1 FROM certificate WHERE key_hash = :key_hash)
    OR EXISTS (SELECT 1 FROM issuance WHERE key_hash = :key_hash)
    OR EXISTS (SELECT 1 FROM customer_request WHERE key_hash = :key_hash)
