-- The channel took a notice not at all: the attempt is taken back, and so is the channel's name.
UPDATE notice SET handing_at = NULL, next_attempt_at = NULL, attempts = attempts - 1, channel = '',
    error = :error
WHERE id = :notice AND attempts > 0
