-- A token of an issuance is published: the attempts to do that are no looks at it.
UPDATE issuance SET attempts = 0
WHERE id = (SELECT issuance_id FROM validation WHERE id = :validation) AND state = 'submitted'
    AND attempts > 0
