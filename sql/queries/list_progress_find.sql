-- Where does the unfinished list of a module continue?
SELECT started_at, next_page, total FROM list_progress WHERE module_id = :module
