-- Ends a list.
DELETE FROM list_progress WHERE module_id = :module
