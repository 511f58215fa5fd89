ALTER POLICY app_update ON runs
    WITH CHECK ((user_id = (SELECT hotgigs_user_id())
            AND (recruiter_id IS NULL OR recruiter_id = (SELECT hotgigs_user_id()))
            AND (retried_run_id IS NULL OR hotgigs_sees_run(retried_run_id))
            AND (undone_by IS NULL OR undone_by = (SELECT hotgigs_user_id())))
        OR (SELECT hotgigs_is_admin()));
ALTER POLICY app_insert ON runs
    WITH CHECK (user_id = (SELECT hotgigs_user_id())
        AND (recruiter_id IS NULL OR recruiter_id = (SELECT hotgigs_user_id()) OR (SELECT hotgigs_is_admin()))
        AND (retried_run_id IS NULL OR hotgigs_sees_run(retried_run_id))
        AND (undone_by IS NULL OR undone_by = (SELECT hotgigs_user_id())));
DROP TRIGGER keep_credential ON google_drive_syncs;
DROP FUNCTION hotgigs_keep_credential();
DROP INDEX idx_sightings_drive;
ALTER TABLE runs DROP COLUMN drive_sync_id;
DROP INDEX google_drive_syncs_folder_key;
ALTER TABLE google_drive_syncs
    DROP COLUMN added_by,
    DROP COLUMN credential,
    DROP COLUMN drive_id,
    DROP COLUMN is_recursive,
    DROP COLUMN tags,
    DROP COLUMN folder_tree,
    DROP COLUMN open_files,
    DROP COLUMN lease_token,
    DROP COLUMN leased_until,
    DROP COLUMN leased_by,
    DROP COLUMN lease_process;
DROP INDEX idx_drive_syncs_due;
