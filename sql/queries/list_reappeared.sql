-- Certificates that were unseen and are in the list again.
UPDATE certificate SET unseen_at = NULL, gone_at = NULL
WHERE module_id = :module AND unseen_at IS NOT NULL AND EXISTS (
    SELECT 1 FROM list_seen AS l
    WHERE l.module_id = certificate.module_id AND l.number = certificate.number)
