-- Notes that the list shows a certificate; rows that moved between pages count once.
INSERT INTO list_seen (module_id, number) VALUES (:module, :number) ON CONFLICT DO NOTHING
