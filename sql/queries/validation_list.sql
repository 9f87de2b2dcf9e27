-- Which tokens does an issuance have?
SELECT * FROM validation WHERE issuance_id = :issuance ORDER BY id
