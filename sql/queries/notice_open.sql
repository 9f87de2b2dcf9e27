-- Which notices are to go out, the oldest first?
SELECT * FROM notice WHERE state = 'claimed' AND id > 0 ORDER BY id
