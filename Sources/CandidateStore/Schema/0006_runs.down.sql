CREATE OR REPLACE FUNCTION hotgigs_keep_candidate() RETURNS TRIGGER
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    field TEXT;
    before JSONB;
    after JSONB;
BEGIN
    IF NEW.email_key IS NULL
        OR (TG_OP = 'UPDATE' AND NEW.email IS DISTINCT FROM OLD.email AND NEW.email_key = OLD.email_key) THEN
        NEW.email_key := lower(btrim(NEW.email));
    END IF;
    IF TG_OP = 'UPDATE' AND current_user <> 'hotgigs_worker' THEN
        before := to_jsonb(OLD);
        after := to_jsonb(NEW);
        FOREACH field IN ARRAY ARRAY['full_name', 'email', 'phone', 'location', 'title', 'summary', 'skills',
            'experience', 'education', 'certifications', 'languages', 'linkedin_url', 'github_url', 'portfolio_url']
        LOOP
            IF before -> field IS DISTINCT FROM after -> field THEN
                NEW.edited_fields := NEW.edited_fields || jsonb_build_object(field,
                    to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'));
            END IF;
        END LOOP;
    END IF;
    RETURN NEW;
END
$$;
DROP POLICY worker ON applications;
DROP POLICY worker ON candidate_job_matches;
DROP POLICY worker ON candidate_shares;
DROP POLICY worker ON candidate_tags;
DROP POLICY worker ON candidate_notes;
REVOKE SELECT (candidate_id, resume_url) ON applications FROM hotgigs_worker;
REVOKE SELECT (candidate_id) ON candidate_notes, candidate_tags, candidate_shares, candidate_job_matches FROM hotgigs_worker;
REVOKE DELETE ON candidates, resumes, candidate_activity, possible_duplicates FROM hotgigs_worker;
DROP TABLE content_removals;
ALTER TABLE candidate_activity DROP COLUMN run_id;
DROP INDEX idx_resumes_content;
ALTER TABLE resumes DROP COLUMN reserved_for_run;
DROP INDEX idx_sightings_run;
CREATE INDEX idx_sightings_run ON sightings(run_id);
ALTER TABLE sightings DROP COLUMN former;
ALTER TABLE runs
    DROP COLUMN retried_run_id, DROP COLUMN reserves_until, DROP COLUMN undo_started_at, DROP COLUMN undone_at,
    DROP COLUMN undone_by, DROP COLUMN undo_counts;
