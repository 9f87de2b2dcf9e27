-- Which deployed certificates are not seen everywhere, the longest waiting first?
SELECT * FROM served_subject WHERE look_at IS NOT NULL ORDER BY look_at, subscription_id LIMIT :limit
