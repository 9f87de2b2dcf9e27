-- Lets an open task say what is so now.
UPDATE task SET text = :text WHERE cause = :cause AND closed_at IS NULL AND text <> :text
RETURNING id
