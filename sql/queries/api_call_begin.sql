-- A call goes out.
INSERT INTO api_call (module_id, at, program, command)
VALUES (:module, :now, :program, :command) RETURNING id
