-- A token is seen where the CA looks.
UPDATE validation SET seen_at = :now WHERE id = :validation
