-- What each row was submitted to the CA with.
-- scans: the whole world is read at the start.
SELECT certificate_id, csr, details FROM submission;
