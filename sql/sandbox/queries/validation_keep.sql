-- Keeps when control of a name was last shown.
INSERT INTO validation (name, shown_at) VALUES (:name, :at)
ON CONFLICT (name) DO UPDATE SET shown_at = excluded.shown_at;
