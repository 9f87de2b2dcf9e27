-- Takes the changed rows of a complete list over; what was read later than its start stays.
INSERT INTO certificate (
    module_id, number, status, host, product, years, purchased_on, listed_expires_on,
    provider_order, expires_on, expires_source)
SELECT l.module_id, l.number, l.status, l.host, l.product, l.years, l.purchased_on,
    l.listed_expires_on, l.provider_order, l.listed_expires_on,
    CASE WHEN l.listed_expires_on IS NULL THEN NULL ELSE 'listed' END
FROM list_change AS l WHERE l.module_id = :module
ON CONFLICT (module_id, number) DO UPDATE SET
    status = CASE
        WHEN coalesce(certificate.seen_at, 0) < :started THEN excluded.status
        ELSE certificate.status END,
    host = excluded.host, product = excluded.product, years = excluded.years,
    purchased_on = excluded.purchased_on, listed_expires_on = excluded.listed_expires_on,
    provider_order = excluded.provider_order, needs_details = 1,
    expires_source = CASE
        WHEN certificate.expires_source = 'observed' OR excluded.expires_on IS NULL
            THEN certificate.expires_source
        ELSE 'listed' END,
    expires_on = CASE
        WHEN certificate.expires_source = 'observed' OR excluded.expires_on IS NULL
            THEN certificate.expires_on
        ELSE excluded.expires_on END
