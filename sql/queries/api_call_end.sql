-- A call came back.
UPDATE api_call SET outcome = :outcome, http_status = :status, milliseconds = :milliseconds
WHERE id = :call
