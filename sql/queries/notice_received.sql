-- How many messages did an address get since a moment?
SELECT count(DISTINCT message_id) FROM notice
WHERE recipient = :recipient AND state = 'sent' AND sent_at > :since
