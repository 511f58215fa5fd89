-- Two candidates who are one person: the addresses of the one that went lead to the one that was kept.

-- Beside `candidates.email`, by which one is found first. Whose they are, the candidate says.
CREATE TABLE candidate_addresses (
    candidate_id INTEGER NOT NULL REFERENCES candidates(id) ON DELETE CASCADE,
    email_key TEXT NOT NULL, -- as candidates.email_key
    email VARCHAR(255) NOT NULL, -- as it is written
    added_by INTEGER REFERENCES users(id) ON DELETE RESTRICT,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (candidate_id, email_key)
);
CREATE INDEX idx_candidate_addresses_key ON candidate_addresses(email_key);
CREATE INDEX idx_candidate_addresses_adder ON candidate_addresses(added_by);

ALTER TABLE candidate_addresses ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON candidate_addresses FROM PUBLIC;
DO $$
DECLARE
    stranger TEXT;
BEGIN
    FOR stranger IN SELECT rolname FROM pg_roles WHERE rolname IN ('anon', 'authenticated') LOOP
        EXECUTE format('REVOKE ALL ON candidate_addresses FROM %I', stranger);
    END LOOP;
END
$$;
CREATE POLICY worker ON candidate_addresses TO hotgigs_worker USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON candidate_addresses TO hotgigs_worker;
CREATE POLICY app_select ON candidate_addresses FOR SELECT TO hotgigs_app
    USING ((SELECT hotgigs_user_id()) IS NOT NULL AND EXISTS (SELECT FROM candidates c WHERE c.id = candidate_id));
GRANT SELECT ON candidate_addresses TO hotgigs_app;

-- What hangs on the one moves to the other: whose it is, and nothing else of it, the worker changes.
CREATE POLICY worker_move ON candidate_notes FOR UPDATE TO hotgigs_worker USING (true) WITH CHECK (true);
CREATE POLICY worker_move ON candidate_tags FOR UPDATE TO hotgigs_worker USING (true) WITH CHECK (true);
CREATE POLICY worker_move ON candidate_shares FOR UPDATE TO hotgigs_worker USING (true) WITH CHECK (true);
CREATE POLICY worker_move ON candidate_job_matches FOR UPDATE TO hotgigs_worker USING (true) WITH CHECK (true);
CREATE POLICY worker_move ON applications FOR UPDATE TO hotgigs_worker USING (true) WITH CHECK (true);
CREATE POLICY worker_move ON applications_archive FOR UPDATE TO hotgigs_worker USING (true) WITH CHECK (true);
GRANT UPDATE (candidate_id) ON candidate_notes, candidate_tags, candidate_shares, candidate_job_matches, applications,
    applications_archive, candidate_activity TO hotgigs_worker;
GRANT SELECT (tag) ON candidate_tags TO hotgigs_worker;
GRANT SELECT (recruiter_id) ON candidate_shares TO hotgigs_worker;
GRANT SELECT (job_id) ON candidate_job_matches TO hotgigs_worker;
