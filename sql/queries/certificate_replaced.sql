-- The predecessor of a delivered certificate.
UPDATE certificate SET status = 'replaced', replaced_by = :number, seen_at = :now
WHERE module_id = :module AND number = :old AND number <> :number
