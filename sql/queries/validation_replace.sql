-- The tokens of an issuance count no longer: the CA gave others, or none.
UPDATE validation SET replaced_at = :now WHERE issuance_id = :issuance AND replaced_at IS NULL
