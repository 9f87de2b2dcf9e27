-- When did the ledger last record anything?
SELECT max(coalesce((SELECT max(at) FROM event), 0), coalesce((SELECT max(started_at) FROM run), 0))
