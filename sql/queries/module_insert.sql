-- Makes sure a module of that name is known.
INSERT INTO module (name) VALUES (:name) ON CONFLICT (name) DO NOTHING
