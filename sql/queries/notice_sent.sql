-- A notice was handed over.
UPDATE notice SET state = 'sent', sent_at = :now, receipt = :receipt, next_attempt_at = NULL,
    error = ''
WHERE id = :notice
