-- What a sync of a Google Drive folder needs to go on where it was, and to be run by one host at a time.

ALTER TABLE google_drive_syncs
    ADD COLUMN added_by INTEGER REFERENCES users(id) ON DELETE RESTRICT, -- whose word the credential is
    ADD COLUMN credential TEXT, -- where it is, never itself: 'file:PATH', 'environment:NAME', 'configuration:KEY'
    ADD COLUMN drive_id TEXT, -- the shared drive that the folder is on
    ADD COLUMN is_recursive BOOLEAN NOT NULL DEFAULT true,
    ADD COLUMN tags TEXT[] NOT NULL DEFAULT '{}',
    ADD COLUMN folder_tree JSONB, -- of ids: which folders hang below the folder; goes with page_token
    ADD COLUMN open_files JSONB NOT NULL DEFAULT '{}', -- by id: why it could not be had; it is asked for again by the next sync
    ADD COLUMN lease_token UUID,
    ADD COLUMN leased_until TIMESTAMPTZ, -- by the server's clock
    ADD COLUMN leased_by TEXT,
    ADD COLUMN lease_process TEXT; -- as workers.process: another of its machine sees that it is gone
CREATE UNIQUE INDEX google_drive_syncs_folder_key ON google_drive_syncs(user_id, folder_id);
CREATE INDEX idx_drive_syncs_adder ON google_drive_syncs(added_by) WHERE added_by IS NOT NULL;
CREATE INDEX idx_drive_syncs_due ON google_drive_syncs(next_sync_at) WHERE next_sync_at IS NOT NULL;

-- Which sync a run was of. It outlives the sync.
ALTER TABLE runs ADD COLUMN drive_sync_id INTEGER REFERENCES google_drive_syncs(id) ON DELETE SET NULL;
CREATE INDEX idx_runs_drive_sync ON runs(drive_sync_id) WHERE drive_sync_id IS NOT NULL;

-- Drive's ledger: what was taken in is known by file and version, and not fetched again.
CREATE INDEX idx_sightings_drive ON sightings(recruiter_id, source_ref, source_checksum)
    WHERE source = 'google_drive' AND source_checksum IS NOT NULL;

-- A credential opens what whoever named it may open: nobody but an admin points somebody else's at another folder, or names
-- one in another's name.
CREATE FUNCTION hotgigs_keep_credential() RETURNS TRIGGER
LANGUAGE plpgsql
SET search_path = public, pg_temp
AS $$
DECLARE
    former google_drive_syncs;
BEGIN
    IF current_user <> 'hotgigs_app' THEN RETURN NEW; END IF;
    IF hotgigs_is_admin() THEN RETURN NEW; END IF;
    IF TG_OP = 'UPDATE' THEN former := OLD; END IF;
    IF (NEW.user_id, NEW.folder_id, NEW.credential, NEW.added_by)
        IS NOT DISTINCT FROM (former.user_id, former.folder_id, former.credential, former.added_by) THEN
        RETURN NEW;
    END IF;
    IF (NEW.credential IS NULL AND NEW.added_by IS NULL) OR NEW.added_by = hotgigs_user_id() THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'a sync is added in one''s own name' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER keep_credential BEFORE INSERT OR UPDATE OF user_id, folder_id, credential, added_by ON google_drive_syncs
    FOR EACH ROW EXECUTE FUNCTION hotgigs_keep_credential();
REVOKE ALL ON FUNCTION hotgigs_keep_credential() FROM PUBLIC;
DO $$
DECLARE
    stranger TEXT;
BEGIN
    FOR stranger IN SELECT rolname FROM pg_roles WHERE rolname IN ('anon', 'authenticated') LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION hotgigs_keep_credential() FROM %I', stranger);
    END LOOP;
END
$$;

-- As before; a run is of a sync that its writer sees.
ALTER POLICY app_insert ON runs
    WITH CHECK (user_id = (SELECT hotgigs_user_id())
        AND (recruiter_id IS NULL OR recruiter_id = (SELECT hotgigs_user_id()) OR (SELECT hotgigs_is_admin()))
        AND (retried_run_id IS NULL OR hotgigs_sees_run(retried_run_id))
        AND (undone_by IS NULL OR undone_by = (SELECT hotgigs_user_id()))
        AND (drive_sync_id IS NULL OR EXISTS (SELECT FROM google_drive_syncs s WHERE s.id = drive_sync_id)));
ALTER POLICY app_update ON runs
    WITH CHECK ((user_id = (SELECT hotgigs_user_id())
            AND (recruiter_id IS NULL OR recruiter_id = (SELECT hotgigs_user_id()))
            AND (retried_run_id IS NULL OR hotgigs_sees_run(retried_run_id))
            AND (undone_by IS NULL OR undone_by = (SELECT hotgigs_user_id()))
            AND (drive_sync_id IS NULL OR EXISTS (SELECT FROM google_drive_syncs s WHERE s.id = drive_sync_id)))
        OR (SELECT hotgigs_is_admin()));
