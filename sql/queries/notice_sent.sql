-- A notice was handed over.
UPDATE notice SET state = 'sent', sent_at = :now, attempts = attempts + 1, error = ''
WHERE id = :notice
