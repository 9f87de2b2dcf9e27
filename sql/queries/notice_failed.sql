-- A notice was surely not handed over: it is tried again, or never.
UPDATE notice SET state = :state, handing_at = NULL, next_attempt_at = :next, error = :error
WHERE id = :notice
