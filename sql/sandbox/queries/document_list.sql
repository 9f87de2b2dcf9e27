-- Every small part of the world.
-- scans: there is a handful of documents, and all are read at the start.
SELECT name, json FROM document;
