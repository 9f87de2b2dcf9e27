-- Begins a list at its first page.
INSERT INTO list_progress (module_id, started_at, next_page) VALUES (:module, :now, 1)
ON CONFLICT (module_id) DO UPDATE SET started_at = excluded.started_at, next_page = 1
