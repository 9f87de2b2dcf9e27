-- Which causes of one kind have an open task?
SELECT cause FROM task WHERE closed_at IS NULL AND cause >= :first AND cause < :end ORDER BY cause
