REVOKE SELECT (candidate_id) ON applications_archive FROM hotgigs_worker;
REVOKE DELETE ON candidate_notes, candidate_tags, candidate_shares, candidate_job_matches, applications,
    applications_archive FROM hotgigs_worker;
DROP POLICY worker ON applications_archive;
DROP POLICY worker_delete ON applications_archive;
DROP POLICY worker_delete ON applications;
DROP POLICY worker_delete ON candidate_job_matches;
DROP POLICY worker_delete ON candidate_shares;
DROP POLICY worker_delete ON candidate_tags;
DROP POLICY worker_delete ON candidate_notes;
REVOKE INSERT, UPDATE, DELETE ON suppressions FROM hotgigs_worker;
DROP POLICY worker ON suppressions;
CREATE POLICY worker ON suppressions FOR SELECT TO hotgigs_worker USING (true);
REVOKE USAGE ON SEQUENCE suppressions_id_seq FROM hotgigs_worker;
DROP FUNCTION hotgigs_erase_account(TEXT[]);
DROP FUNCTION hotgigs_scrub_logs(TEXT[], TEXT[]);
DROP FUNCTION hotgigs_scrubbed(TEXT, TEXT[]);
DROP FUNCTION hotgigs_suppressed(INTEGER[], TEXT, TEXT[]);
DROP FUNCTION hotgigs_suppression_hash(TEXT, TEXT);
DROP TABLE suppression_keys;
-- Hashes of one recruiter's, and those by a key that is gone, say nothing to the schema before.
DELETE FROM suppressions;
ALTER TABLE suppressions
    DROP CONSTRAINT suppressions_key,
    DROP COLUMN erasure_id,
    DROP COLUMN recruiter_id,
    ADD CONSTRAINT suppressions_kind_key_hash_key UNIQUE (kind, key_hash);
DROP TABLE erasures;
