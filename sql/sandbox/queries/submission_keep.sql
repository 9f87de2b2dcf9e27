-- Keeps what a row was submitted to the CA with.
INSERT INTO submission (certificate_id, csr, details) VALUES (:id, :csr, :details)
ON CONFLICT (certificate_id) DO UPDATE SET csr = excluded.csr, details = excluded.details;
