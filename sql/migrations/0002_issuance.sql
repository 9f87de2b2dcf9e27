-- The work on the next certificate of a subscription, and what follows from it.

CREATE TABLE issuance (
    id INTEGER PRIMARY KEY,
    subscription_id INTEGER NOT NULL REFERENCES subscription (id),
    action TEXT NOT NULL CHECK (action IN ('reissue', 'activate')),
    -- The CertificateID the request names, and the one the answer named.
    old_number INTEGER NOT NULL,
    new_number INTEGER,
    state TEXT NOT NULL CHECK (state IN (
        'planned', 'prepared', 'submitting', 'submitted', 'validating', 'issued', 'stored',
        'stuck', 'failed')),
    method TEXT NOT NULL CHECK (method IN ('cname', 'file', 'email')),
    -- Key and request, durable before the call.
    version INTEGER CHECK (version > 0),
    key_hash TEXT,
    csr TEXT,
    planned_at INTEGER NOT NULL,
    -- The last request: when it went out, and when it ended in whatever way.
    submitting_at INTEGER,
    submit_ended_at INTEGER,
    -- After an unknown outcome: when the CA first showed that it did not happen.
    absent_at INTEGER,
    nudged_at INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    next_attempt_at INTEGER,
    waits_for TEXT NOT NULL DEFAULT '',
    error TEXT NOT NULL DEFAULT '',
    finished_at INTEGER,
    CHECK (state IN ('planned', 'failed')
        OR (version IS NOT NULL AND key_hash IS NOT NULL AND csr IS NOT NULL)),
    CHECK (state NOT IN ('submitted', 'validating', 'issued', 'stored') OR new_number IS NOT NULL),
    CHECK (state <> 'submitting' OR submitting_at IS NOT NULL),
    CHECK ((finished_at IS NOT NULL) = (state IN ('stored', 'failed')))
) STRICT;

-- Never two for one need.
CREATE UNIQUE INDEX issuance_open ON issuance (subscription_id) WHERE finished_at IS NULL;
CREATE UNIQUE INDEX issuance_version ON issuance (subscription_id, version)
    WHERE version IS NOT NULL;
CREATE INDEX issuance_subscription ON issuance (subscription_id);

CREATE TABLE validation (
    id INTEGER PRIMARY KEY,
    issuance_id INTEGER NOT NULL REFERENCES issuance (id),
    name TEXT NOT NULL,
    method TEXT NOT NULL CHECK (method IN ('cname', 'file')),
    -- The owner name and target of the record, or the name and content of the file.
    record_name TEXT NOT NULL,
    record_value TEXT NOT NULL,
    published_at INTEGER,
    removed_at INTEGER,
    UNIQUE (issuance_id, name, record_name)
) STRICT;

CREATE INDEX validation_published ON validation (issuance_id)
    WHERE published_at IS NOT NULL AND removed_at IS NULL;

CREATE TABLE deployment (
    id INTEGER PRIMARY KEY,
    subscription_id INTEGER NOT NULL REFERENCES subscription (id),
    certificate_id INTEGER NOT NULL REFERENCES certificate (id),
    target TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'deployed', 'overtaken')),
    attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    next_attempt_at INTEGER,
    error TEXT NOT NULL DEFAULT '',
    deployed_at INTEGER,
    CHECK ((deployed_at IS NOT NULL) = (state = 'deployed')),
    UNIQUE (certificate_id, target)
) STRICT;

CREATE INDEX deployment_subscription ON deployment (subscription_id);
CREATE INDEX deployment_pending ON deployment (certificate_id) WHERE state = 'pending';

-- watch_on follows everything it depends on.
CREATE TRIGGER subscription_watches_certificate
AFTER UPDATE OF certificate_id ON subscription
BEGIN
    UPDATE subscription SET watch_on = (
        SELECT c.expires_on FROM certificate AS c
        WHERE c.id = subscription.certificate_id AND c.status = 'active'
            AND c.replaced_by IS NULL AND c.expires_source = 'observed'
            AND NOT EXISTS (
                SELECT 1 FROM paid_period AS p
                WHERE p.subscription_id = subscription.id AND p.is_waiting)
            AND NOT EXISTS (
                SELECT 1 FROM issuance AS i
                WHERE i.subscription_id = subscription.id AND i.finished_at IS NULL))
    WHERE id = new.id;
END;

CREATE TRIGGER certificate_is_watched
AFTER UPDATE OF status, expires_on, expires_source, replaced_by ON certificate
BEGIN
    UPDATE subscription SET certificate_id = certificate_id WHERE certificate_id = new.id;
END;

CREATE TRIGGER paid_period_is_watched
AFTER INSERT ON paid_period
BEGIN
    UPDATE subscription SET certificate_id = certificate_id WHERE id = new.subscription_id;
END;

CREATE TRIGGER paid_period_change_is_watched
AFTER UPDATE OF is_waiting ON paid_period
BEGIN
    UPDATE subscription SET certificate_id = certificate_id WHERE id = new.subscription_id;
END;

CREATE TRIGGER issuance_is_watched
AFTER INSERT ON issuance
BEGIN
    UPDATE subscription SET certificate_id = certificate_id WHERE id = new.subscription_id;
END;

CREATE TRIGGER issuance_end_is_watched
AFTER UPDATE OF finished_at ON issuance
BEGIN
    UPDATE subscription SET certificate_id = certificate_id WHERE id = new.subscription_id;
END;
