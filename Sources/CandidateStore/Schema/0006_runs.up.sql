-- Runs that can be asked about, retried and undone; documents that only the process with their password may claim.

ALTER TABLE runs
    ADD COLUMN retried_run_id INTEGER REFERENCES runs(id), -- of a retry: the run whose failures it reads again
    ADD COLUMN reserves_until TIMESTAMPTZ, -- until then nobody else claims what is reserved for it
    ADD COLUMN undo_started_at TIMESTAMPTZ, -- without undone_at: it was interrupted, and goes on when asked for again
    ADD COLUMN undone_at TIMESTAMPTZ,
    ADD COLUMN undone_by INTEGER REFERENCES users(id),
    ADD COLUMN undo_counts JSONB NOT NULL DEFAULT '{}';
CREATE INDEX idx_runs_retried ON runs(retried_run_id) WHERE retried_run_id IS NOT NULL;
CREATE INDEX idx_runs_undone_by ON runs(undone_by) WHERE undone_by IS NOT NULL;

-- What a reading replaced: the resume's own row with its contribution, where it had been read before; the candidate's
-- needs_review, where it changed. `outcome` can be 'undone', too.
ALTER TABLE sightings ADD COLUMN former JSONB;
-- A run of many files is shown page by page.
DROP INDEX idx_sightings_run;
CREATE INDEX idx_sightings_run ON sightings(run_id, id);

ALTER TABLE resumes ADD COLUMN reserved_for_run INTEGER REFERENCES runs(id);
CREATE INDEX idx_resumes_reserved ON resumes(reserved_for_run) WHERE reserved_for_run IS NOT NULL;
-- Who else has a document, of whichever recruiter.
CREATE INDEX idx_resumes_content ON resumes(content_sha256) WHERE content_sha256 IS NOT NULL;

-- What a run did to candidates.
ALTER TABLE candidate_activity ADD COLUMN run_id INTEGER GENERATED ALWAYS AS (
    CASE WHEN activity_metadata ->> 'run_id' ~ '^\d{1,9}$' THEN (activity_metadata ->> 'run_id')::integer END) STORED;
CREATE INDEX idx_activity_run ON candidate_activity(run_id) WHERE run_id IS NOT NULL;

-- Documents whose last row is gone. Their bytes go after the commit, or with the next removal after a crash.
CREATE TABLE content_removals (
    address VARCHAR(500) PRIMARY KEY,
    sha256 BYTEA NOT NULL,
    since TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP
);
ALTER TABLE content_removals ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON content_removals FROM PUBLIC;
DO $$
DECLARE
    stranger TEXT;
BEGIN
    FOR stranger IN SELECT rolname FROM pg_roles WHERE rolname IN ('anon', 'authenticated') LOOP
        EXECUTE format('REVOKE ALL ON content_removals FROM %I', stranger);
    END LOOP;
END
$$;
CREATE POLICY worker ON content_removals TO hotgigs_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON content_removals TO hotgigs_worker;

-- What undoing a run takes: to remove what it made, and to see whether a person works with it.
GRANT DELETE ON candidates, resumes, candidate_activity, possible_duplicates TO hotgigs_worker;
GRANT SELECT (candidate_id) ON candidate_notes, candidate_tags, candidate_shares, candidate_job_matches TO hotgigs_worker;
GRANT SELECT (candidate_id, resume_url) ON applications TO hotgigs_worker;
CREATE POLICY worker ON candidate_notes FOR SELECT TO hotgigs_worker USING (true);
CREATE POLICY worker ON candidate_tags FOR SELECT TO hotgigs_worker USING (true);
CREATE POLICY worker ON candidate_shares FOR SELECT TO hotgigs_worker USING (true);
CREATE POLICY worker ON candidate_job_matches FOR SELECT TO hotgigs_worker USING (true);
CREATE POLICY worker ON applications FOR SELECT TO hotgigs_worker USING (true);

-- As before; an edit dates its field, too, so that field_dates follow from documents and edits alone.
CREATE OR REPLACE FUNCTION hotgigs_keep_candidate() RETURNS TRIGGER
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    field TEXT;
    before JSONB;
    after JSONB;
    edit JSONB;
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
                edit := jsonb_build_object(field,
                    to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'));
                NEW.edited_fields := NEW.edited_fields || edit;
                NEW.field_dates := NEW.field_dates || edit;
            END IF;
        END LOOP;
    END IF;
    RETURN NEW;
END
$$;
