-- A token is about to be published, and may be public from now on.
UPDATE validation SET publishing_at = coalesce(publishing_at, :now) WHERE id = :validation
