-- Keeps a signed certificate; it never changes.
INSERT INTO signed_certificate (certificate_id, pem) VALUES (:id, :pem)
ON CONFLICT (certificate_id) DO NOTHING;
