-- Forgets the rows kept aside.
DELETE FROM list_change WHERE module_id = :module
