-- What a backup holds, and when it was last restored for a trial and found whole.
ALTER TABLE backups
    ADD COLUMN format VARCHAR(20), -- 'custom', 'plain'
    ADD COLUMN documents BIGINT, -- how many it holds; NULL for none, by intention
    ADD COLUMN schema_version BIGINT,
    ADD COLUMN verified_at TIMESTAMPTZ;
CREATE INDEX idx_backups_sha256 ON backups(sha256);
