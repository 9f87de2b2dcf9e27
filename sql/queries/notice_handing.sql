-- A notice is about to be handed over; how that ends is not known until it is recorded. Nothing
-- comes back where it is not to go out.
UPDATE notice SET handing_at = :now, channel = :channel, attempts = attempts + 1,
    doubts = doubts + (handing_at IS NOT NULL)
WHERE id = :notice AND state = 'claimed' RETURNING id
