-- What is known about a certificate of the account?
SELECT * FROM certificate WHERE module_id = :module AND number = :number
