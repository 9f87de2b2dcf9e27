-- Opens a task, once a cause.
INSERT INTO task (cause, module_id, subscription_id, text, opened_at)
VALUES (:cause, :module, :subscription, :text, :now)
ON CONFLICT (cause) WHERE closed_at IS NULL DO NOTHING
RETURNING id
