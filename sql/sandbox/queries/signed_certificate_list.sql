-- Every certificate that was signed.
-- scans: the whole world is read at the start.
SELECT certificate_id, pem FROM signed_certificate;
