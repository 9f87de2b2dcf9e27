-- Forgets which certificates the list showed.
DELETE FROM list_seen WHERE module_id = :module
