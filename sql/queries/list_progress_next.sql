-- Notes that all pages before this one are kept.
UPDATE list_progress SET next_page = :page, total = :total WHERE module_id = :module
