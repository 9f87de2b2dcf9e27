-- Is this row of the list just what is known already?
SELECT 1 FROM certificate
WHERE module_id = :module AND number = :number AND status = :status AND host = :host
    AND product = :product AND provider_order = :provider_order AND years IS :years
    AND purchased_on IS :purchased AND listed_expires_on IS :expires
