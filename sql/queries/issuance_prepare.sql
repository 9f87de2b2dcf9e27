-- Notes the key and the request that are durable now.
UPDATE issuance SET state = 'prepared', version = :version, key_hash = :key_hash, csr = :csr
WHERE id = :issuance AND state = 'planned'
