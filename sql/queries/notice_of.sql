-- What was said about a topic, at whatever threshold and to whomever?
SELECT * FROM notice WHERE kind = :kind AND topic = :topic ORDER BY id
