-- Which orders were placed for a reference, the newest first?
SELECT p.*, m.name AS module FROM purchase AS p JOIN module AS m ON m.id = p.module_id
WHERE p.reference = :reference ORDER BY p.id DESC
