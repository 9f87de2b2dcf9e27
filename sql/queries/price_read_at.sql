-- When were the prices of a module read?
SELECT min(read_at) FROM price WHERE module_id = :module AND action = :action
