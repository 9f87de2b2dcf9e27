-- Is a list of another module being read?
-- scans: there is one row a module.
SELECT EXISTS (SELECT 1 FROM list_progress WHERE module_id <> :module)
