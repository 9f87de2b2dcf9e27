-- Which is the newest CertificateID of a module's account that is known?
SELECT max(number) FROM certificate WHERE module_id = :module
