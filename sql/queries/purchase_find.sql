-- What is known of this order?
SELECT p.*, m.name AS module FROM purchase AS p JOIN module AS m ON m.id = p.module_id
WHERE p.id = :purchase
