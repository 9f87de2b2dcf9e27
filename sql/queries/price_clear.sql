-- Forgets the prices of a module before a new list is kept.
DELETE FROM price WHERE module_id = :module AND action = :action
