-- A notice cannot be put into words: it waits, and the message it was part of goes without it.
-- One that may have arrived keeps its Message-ID.
UPDATE notice SET next_attempt_at = :next, error = :error,
    message_id = CASE WHEN handing_at IS NULL AND doubts = 0
        THEN :message_id ELSE message_id END
WHERE id = :notice AND state = 'claimed'
