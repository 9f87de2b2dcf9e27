-- A token is published.
UPDATE validation SET published_at = :now WHERE id = :validation
