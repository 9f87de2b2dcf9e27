-- All that follows from the details of a certificate has been done.
UPDATE certificate SET needs_details = 0 WHERE id = :certificate
