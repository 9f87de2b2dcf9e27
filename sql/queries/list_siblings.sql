-- A row that changed may have followed an active one of the same order: that is read again.
UPDATE certificate SET needs_details = 1
WHERE module_id = :module AND status = 'active' AND subscription_id IS NOT NULL
    AND provider_order <> '' AND provider_order IN (
        SELECT provider_order FROM list_change
        WHERE module_id = :module AND provider_order <> '')
