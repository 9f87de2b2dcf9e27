-- A run begins.
INSERT INTO run (program, started_at) VALUES (:program, :now) RETURNING id
