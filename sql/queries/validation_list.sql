-- Which tokens are in force for an issuance?
SELECT * FROM validation WHERE issuance_id = :issuance AND replaced_at IS NULL ORDER BY id
