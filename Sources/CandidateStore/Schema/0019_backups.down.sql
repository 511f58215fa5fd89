DROP INDEX idx_backups_sha256;
ALTER TABLE backups
    DROP COLUMN verified_at,
    DROP COLUMN schema_version,
    DROP COLUMN documents,
    DROP COLUMN format;
