-- A token is removed again.
UPDATE validation SET removed_at = :now WHERE id = :validation
