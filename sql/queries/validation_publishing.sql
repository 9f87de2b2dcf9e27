-- A token is about to be published in some way, and may be public from now on.
UPDATE validation SET publishing_at = coalesce(publishing_at, :now), means = :means
WHERE id = :validation
