-- Keeps one small part of the world.
INSERT INTO document (name, json) VALUES (:name, :json)
ON CONFLICT (name) DO UPDATE SET json = excluded.json;
