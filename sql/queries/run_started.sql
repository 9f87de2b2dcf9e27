-- When did runs of a program begin since a moment?
SELECT started_at FROM run WHERE started_at > :since AND program = :program ORDER BY started_at
