-- What hosts were seen serving, whom to ask and when.

-- What the hook said when it succeeded, cut.
ALTER TABLE deployment ADD COLUMN output TEXT NOT NULL DEFAULT '';

-- One row a subscription: whom to ask about its certificate, and when.
CREATE TABLE served_watch (
    subscription_id INTEGER PRIMARY KEY REFERENCES subscription (id),
    -- Targets that a person set, separated by commas, or none; empty is every name.
    targets TEXT NOT NULL DEFAULT '',
    -- The last look since the current certificate is current.
    looked_at INTEGER,
    -- Set while the current certificate is deployed and not seen everywhere: when to look again.
    look_at INTEGER,
    tries INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
    -- The certificate before the current one, while no replacement is deployed or seen.
    replaced_id INTEGER REFERENCES certificate (id)
) STRICT;

CREATE INDEX served_watch_look ON served_watch (looked_at);
CREATE INDEX served_watch_wait ON served_watch (look_at) WHERE look_at IS NOT NULL;
CREATE INDEX served_watch_replaced ON served_watch (replaced_id) WHERE replaced_id IS NOT NULL;

-- What each target showed when it was last asked while this certificate was the current one.
CREATE TABLE served (
    id INTEGER PRIMARY KEY,
    subscription_id INTEGER NOT NULL REFERENCES subscription (id),
    certificate_id INTEGER NOT NULL REFERENCES certificate (id),
    -- HOST:PORT, and starttls smtp or starttls imap where it begins without TLS.
    target TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('served', 'old', 'other', 'unreachable')),
    -- The fingerprint it showed, or why it could not be asked.
    detail TEXT NOT NULL DEFAULT '',
    looked_at INTEGER NOT NULL,
    -- The last time it served this certificate.
    served_at INTEGER,
    CHECK (state <> 'served' OR served_at IS NOT NULL),
    UNIQUE (certificate_id, target)
) STRICT;

CREATE INDEX served_subscription ON served (subscription_id);

INSERT INTO served_watch (subscription_id) SELECT id FROM subscription;

CREATE TRIGGER subscription_is_served AFTER INSERT ON subscription
BEGIN
    INSERT INTO served_watch (subscription_id) VALUES (new.id);
END;

-- A new certificate has not been seen anywhere; the one it replaces is in use until it is.
CREATE TRIGGER subscription_is_to_be_looked_at
AFTER UPDATE OF certificate_id ON subscription
WHEN new.certificate_id IS NOT old.certificate_id
BEGIN
    UPDATE served_watch SET looked_at = NULL, look_at = NULL, tries = 0,
        replaced_id = coalesce(replaced_id, old.certificate_id)
    WHERE subscription_id = new.id;
END;

-- Nothing of a certificate waits to be deployed any more: its hosts are to be asked.
CREATE TRIGGER deployment_is_to_be_seen
AFTER UPDATE OF state ON deployment
WHEN old.state = 'pending' AND new.state <> 'pending' AND NOT EXISTS (
    SELECT 1 FROM deployment AS d
    WHERE d.certificate_id = new.certificate_id AND d.state = 'pending')
BEGIN
    UPDATE served_watch SET tries = 0, replaced_id = NULL, look_at = (
        SELECT max(d.deployed_at) FROM deployment AS d
        WHERE d.certificate_id = new.certificate_id)
    WHERE subscription_id = new.subscription_id AND EXISTS (
        SELECT 1 FROM subscription AS s JOIN deployment AS d ON d.certificate_id = s.certificate_id
        WHERE s.id = new.subscription_id AND s.certificate_id = new.certificate_id
            AND d.state = 'deployed');
END;
