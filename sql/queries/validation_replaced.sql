-- Which tokens may be public although others took their place?
SELECT * FROM validation
WHERE issuance_id = :issuance AND replaced_at IS NOT NULL AND publishing_at IS NOT NULL
    AND removed_at IS NULL
ORDER BY id
