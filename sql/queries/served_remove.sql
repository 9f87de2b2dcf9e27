-- A target that is not asked any more.
DELETE FROM served WHERE id = :served
