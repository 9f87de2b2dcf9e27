-- What the subscription wants was looked at, and the proofs stay as they are.
UPDATE issuance SET followed = :followed WHERE id = :issuance AND finished_at IS NULL
