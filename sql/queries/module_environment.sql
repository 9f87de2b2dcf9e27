-- Is this the environment that the module was first used with? Nothing comes back where it is not.
UPDATE module SET is_sandbox = :sandbox
WHERE id = :module AND (is_sandbox IS NULL OR is_sandbox = :sandbox)
RETURNING id
