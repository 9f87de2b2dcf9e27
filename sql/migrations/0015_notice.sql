-- Who is told what, once; and whom the certificate itself names.

CREATE TABLE notice_kept (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    -- What it is about, such as `certificate 12` or `task 7`; with kind, threshold and recipient
    -- it makes the notice the same notice.
    topic TEXT NOT NULL CHECK (length(topic) BETWEEN 1 AND 300),
    -- Days before the date in question; 0 is the last day or after it, 200 the window itself or,
    -- where there is no date, at once.
    threshold INTEGER NOT NULL,
    recipient TEXT NOT NULL,
    audience TEXT NOT NULL CHECK (audience IN ('customer', 'department', 'administrator')),
    subscription_id INTEGER REFERENCES subscription (id),
    certificate_id INTEGER REFERENCES certificate (id),
    module_id INTEGER REFERENCES module (id),
    -- The same for all that go as one message.
    message_id TEXT NOT NULL,
    -- claimed: it is to go out. overtaken: a more urgent one goes instead, or its cause is gone.
    -- unknown: handed over twice, and each time nobody knows whether it arrived.
    state TEXT NOT NULL CHECK (state IN ('claimed', 'sent', 'failed', 'unknown', 'overtaken')),
    channel TEXT NOT NULL DEFAULT '',
    attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    -- How often it was handed over and nobody knows how that ended.
    doubts INTEGER NOT NULL DEFAULT 0 CHECK (doubts >= 0),
    claimed_at INTEGER NOT NULL,
    -- Set before it is handed over; a claimed one that has it may have arrived.
    handing_at INTEGER,
    sent_at INTEGER,
    next_attempt_at INTEGER,
    -- What proves that it was handed over.
    receipt TEXT NOT NULL DEFAULT '',
    error TEXT NOT NULL DEFAULT '',
    CHECK ((sent_at IS NOT NULL) = (state = 'sent')),
    UNIQUE (kind, topic, threshold, recipient)
) STRICT;

-- Until now there was one kind, and one of it at the window.
INSERT INTO notice_kept (
    id, kind, topic, threshold, recipient, audience, subscription_id, certificate_id, message_id,
    state, channel, attempts, claimed_at, sent_at, next_attempt_at, error)
SELECT id, kind, 'certificate ' || certificate_id,
    CASE threshold WHEN 0 THEN 200 ELSE threshold END, recipient, 'customer', subscription_id,
    certificate_id, message_id, state, channel, attempts, claimed_at, sent_at, next_attempt_at,
    error
FROM notice;

DROP TABLE notice;

ALTER TABLE notice_kept RENAME TO notice;

CREATE INDEX notice_open ON notice (id) WHERE state = 'claimed';
CREATE INDEX notice_recipient ON notice (recipient, sent_at) WHERE state = 'sent';
CREATE INDEX notice_subscription ON notice (subscription_id);
CREATE INDEX notice_certificate ON notice (certificate_id);
CREATE INDEX notice_module ON notice (module_id);

-- The administrator's address in the details of a certificate.
ALTER TABLE certificate ADD COLUMN administrator_mail TEXT;

-- Kinds of notice that are not sent about a subscription, separated by commas, or all.
ALTER TABLE subscription ADD COLUMN silenced TEXT NOT NULL DEFAULT '';

-- The certificate whose coming is old news; where it is not the current one, somebody is told.
ALTER TABLE subscription ADD COLUMN announced_id INTEGER REFERENCES certificate (id);

UPDATE subscription SET announced_id = certificate_id
WHERE certificate_id IN (SELECT id FROM certificate WHERE status = 'active');

CREATE INDEX subscription_announced ON subscription (announced_id);
CREATE INDEX subscription_unannounced ON subscription (certificate_id)
    WHERE announced_id IS NOT certificate_id;

-- What is in force when a row becomes a subscription is no news.
CREATE TRIGGER subscription_is_known
AFTER UPDATE OF certificate_id ON subscription
WHEN old.certificate_id IS NULL AND new.certificate_id IS NOT NULL
BEGIN
    UPDATE subscription SET announced_id = new.certificate_id
    WHERE id = new.id AND EXISTS (
        SELECT 1 FROM certificate WHERE id = new.certificate_id AND status = 'active');
END;

CREATE INDEX subscription_by_mail ON subscription (module_id)
    WHERE method = 'email' OR instr(choices, '=email') > 0;
CREATE INDEX paid_period_end ON paid_period (ends_on);
CREATE INDEX served_wrong ON served (certificate_id) WHERE state IN ('old', 'other');
