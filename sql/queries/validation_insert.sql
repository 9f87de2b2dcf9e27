-- Keeps a token before it is published.
INSERT INTO validation (issuance_id, name, method, record_name, record_value)
VALUES (:issuance, :name, :method, :record_name, :record_value)
ON CONFLICT (issuance_id, name, record_name) DO UPDATE SET record_value = excluded.record_value,
    published_at = NULL, removed_at = NULL
