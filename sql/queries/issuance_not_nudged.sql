-- The CA was not asked to look again after all.
UPDATE issuance SET nudged_at = NULL WHERE id = :issuance AND finished_at IS NULL
