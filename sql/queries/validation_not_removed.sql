-- A token could not be removed; it is left to a person, or tried again later.
UPDATE validation SET removal_failures = removal_failures + 1, removal_at = :next,
    left_at = CASE WHEN :is_left THEN coalesce(left_at, :now) END
WHERE id = :validation AND removed_at IS NULL
