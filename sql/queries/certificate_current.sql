-- Is this the certificate that its subscription relies on?
SELECT id FROM subscription WHERE certificate_id = :certificate
