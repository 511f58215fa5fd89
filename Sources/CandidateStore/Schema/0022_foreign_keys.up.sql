-- What becomes of a row when the one it points to goes, decided for each foreign key, and an index that leads with each,
-- so that the check need not read the whole table.
--
-- Accounts are deactivated, never deleted: whatever names one holds it (RESTRICT), the audit trail above all.
-- A candidate, a job, a company, a run or a document goes only after whoever removes it has dealt with what people wrote,
-- shared, decided or handed in: notes, tags, shares, applications, resumes and sightings hold it (RESTRICT), so that a note
-- that is added at the same moment is never lost without a word.
-- What is computed, or tells of nothing but the row that goes, goes with it (CASCADE): matches, suspected duplicates, the
-- activity of a candidate.
-- An account outlives its company (SET NULL).
ALTER TABLE applications
    DROP CONSTRAINT applications_candidate_id_fkey,
    DROP CONSTRAINT applications_job_id_fkey,
    ADD CONSTRAINT applications_candidate_id_fkey FOREIGN KEY (candidate_id) REFERENCES candidates(id) ON DELETE RESTRICT,
    ADD CONSTRAINT applications_job_id_fkey FOREIGN KEY (job_id) REFERENCES jobs(id) ON DELETE RESTRICT;
ALTER TABLE audit_logs
    DROP CONSTRAINT audit_logs_admin_user_id_fkey,
    ADD CONSTRAINT audit_logs_admin_user_id_fkey FOREIGN KEY (admin_user_id) REFERENCES admin_users(id) ON DELETE RESTRICT;
ALTER TABLE candidate_activity
    DROP CONSTRAINT candidate_activity_candidate_id_fkey,
    DROP CONSTRAINT candidate_activity_user_id_fkey,
    ADD CONSTRAINT candidate_activity_candidate_id_fkey FOREIGN KEY (candidate_id) REFERENCES candidates(id) ON DELETE CASCADE,
    ADD CONSTRAINT candidate_activity_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE RESTRICT;
ALTER TABLE candidate_job_matches
    DROP CONSTRAINT candidate_job_matches_candidate_id_fkey,
    DROP CONSTRAINT candidate_job_matches_job_id_fkey,
    ADD CONSTRAINT candidate_job_matches_candidate_id_fkey FOREIGN KEY (candidate_id) REFERENCES candidates(id) ON DELETE CASCADE,
    ADD CONSTRAINT candidate_job_matches_job_id_fkey FOREIGN KEY (job_id) REFERENCES jobs(id) ON DELETE CASCADE;
ALTER TABLE candidate_notes
    DROP CONSTRAINT candidate_notes_candidate_id_fkey,
    DROP CONSTRAINT candidate_notes_created_by_fkey,
    ADD CONSTRAINT candidate_notes_candidate_id_fkey FOREIGN KEY (candidate_id) REFERENCES candidates(id) ON DELETE RESTRICT,
    ADD CONSTRAINT candidate_notes_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id) ON DELETE RESTRICT;
ALTER TABLE candidate_shares
    DROP CONSTRAINT candidate_shares_candidate_id_fkey,
    DROP CONSTRAINT candidate_shares_recruiter_id_fkey,
    DROP CONSTRAINT candidate_shares_shared_by_fkey,
    ADD CONSTRAINT candidate_shares_candidate_id_fkey FOREIGN KEY (candidate_id) REFERENCES candidates(id) ON DELETE RESTRICT,
    ADD CONSTRAINT candidate_shares_recruiter_id_fkey FOREIGN KEY (recruiter_id) REFERENCES users(id) ON DELETE RESTRICT,
    ADD CONSTRAINT candidate_shares_shared_by_fkey FOREIGN KEY (shared_by) REFERENCES users(id) ON DELETE RESTRICT;
ALTER TABLE candidate_tags
    DROP CONSTRAINT candidate_tags_candidate_id_fkey,
    DROP CONSTRAINT candidate_tags_created_by_fkey,
    ADD CONSTRAINT candidate_tags_candidate_id_fkey FOREIGN KEY (candidate_id) REFERENCES candidates(id) ON DELETE RESTRICT,
    ADD CONSTRAINT candidate_tags_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id) ON DELETE RESTRICT;
ALTER TABLE candidates
    DROP CONSTRAINT candidates_recruiter_id_fkey,
    DROP CONSTRAINT candidates_user_id_fkey,
    ADD CONSTRAINT candidates_recruiter_id_fkey FOREIGN KEY (recruiter_id) REFERENCES users(id) ON DELETE RESTRICT,
    ADD CONSTRAINT candidates_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE RESTRICT;
ALTER TABLE companies
    DROP CONSTRAINT companies_created_by_fkey,
    ADD CONSTRAINT companies_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id) ON DELETE RESTRICT;
ALTER TABLE configuration
    DROP CONSTRAINT configuration_updated_by_fkey,
    ADD CONSTRAINT configuration_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES admin_users(id) ON DELETE RESTRICT;
ALTER TABLE error_logs
    DROP CONSTRAINT error_logs_user_id_fkey,
    ADD CONSTRAINT error_logs_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE RESTRICT;
ALTER TABLE google_drive_syncs
    DROP CONSTRAINT google_drive_syncs_user_id_fkey,
    ADD CONSTRAINT google_drive_syncs_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE RESTRICT;
ALTER TABLE jobs
    DROP CONSTRAINT jobs_company_id_fkey,
    DROP CONSTRAINT jobs_recruiter_id_fkey,
    ADD CONSTRAINT jobs_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE RESTRICT,
    ADD CONSTRAINT jobs_recruiter_id_fkey FOREIGN KEY (recruiter_id) REFERENCES users(id) ON DELETE RESTRICT;
ALTER TABLE possible_duplicates
    DROP CONSTRAINT possible_duplicates_candidate_id_fkey,
    DROP CONSTRAINT possible_duplicates_decided_by_fkey,
    DROP CONSTRAINT possible_duplicates_other_id_fkey,
    ADD CONSTRAINT possible_duplicates_candidate_id_fkey FOREIGN KEY (candidate_id) REFERENCES candidates(id) ON DELETE CASCADE,
    ADD CONSTRAINT possible_duplicates_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES users(id) ON DELETE RESTRICT,
    ADD CONSTRAINT possible_duplicates_other_id_fkey FOREIGN KEY (other_id) REFERENCES candidates(id) ON DELETE CASCADE;
ALTER TABLE resumes
    DROP CONSTRAINT resumes_candidate_id_fkey,
    DROP CONSTRAINT resumes_recruiter_id_fkey,
    DROP CONSTRAINT resumes_reserved_for_run_fkey,
    DROP CONSTRAINT resumes_run_id_fkey,
    DROP CONSTRAINT resumes_uploaded_by_fkey,
    ADD CONSTRAINT resumes_candidate_id_fkey FOREIGN KEY (candidate_id) REFERENCES candidates(id) ON DELETE RESTRICT,
    ADD CONSTRAINT resumes_recruiter_id_fkey FOREIGN KEY (recruiter_id) REFERENCES users(id) ON DELETE RESTRICT,
    ADD CONSTRAINT resumes_reserved_for_run_fkey FOREIGN KEY (reserved_for_run) REFERENCES runs(id) ON DELETE RESTRICT,
    ADD CONSTRAINT resumes_run_id_fkey FOREIGN KEY (run_id) REFERENCES runs(id) ON DELETE RESTRICT,
    ADD CONSTRAINT resumes_uploaded_by_fkey FOREIGN KEY (uploaded_by) REFERENCES users(id) ON DELETE RESTRICT;
ALTER TABLE runs
    DROP CONSTRAINT runs_recruiter_id_fkey,
    DROP CONSTRAINT runs_retried_run_id_fkey,
    DROP CONSTRAINT runs_undone_by_fkey,
    DROP CONSTRAINT runs_user_id_fkey,
    ADD CONSTRAINT runs_recruiter_id_fkey FOREIGN KEY (recruiter_id) REFERENCES users(id) ON DELETE RESTRICT,
    ADD CONSTRAINT runs_retried_run_id_fkey FOREIGN KEY (retried_run_id) REFERENCES runs(id) ON DELETE RESTRICT,
    ADD CONSTRAINT runs_undone_by_fkey FOREIGN KEY (undone_by) REFERENCES users(id) ON DELETE RESTRICT,
    ADD CONSTRAINT runs_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE RESTRICT;
ALTER TABLE sightings
    DROP CONSTRAINT sightings_recruiter_id_fkey,
    DROP CONSTRAINT sightings_run_id_fkey,
    ADD CONSTRAINT sightings_recruiter_id_fkey FOREIGN KEY (recruiter_id) REFERENCES users(id) ON DELETE RESTRICT,
    ADD CONSTRAINT sightings_run_id_fkey FOREIGN KEY (run_id) REFERENCES runs(id) ON DELETE RESTRICT;
ALTER TABLE suppressions
    DROP CONSTRAINT suppressions_created_by_fkey,
    ADD CONSTRAINT suppressions_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id) ON DELETE RESTRICT;
ALTER TABLE users
    DROP CONSTRAINT users_company_id_fkey,
    ADD CONSTRAINT users_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE SET NULL;

CREATE INDEX idx_audit_logs_admin ON audit_logs(admin_user_id);
CREATE INDEX idx_notes_author ON candidate_notes(created_by);
CREATE INDEX idx_candidate_shares_sharer ON candidate_shares(shared_by);
CREATE INDEX idx_tags_author ON candidate_tags(created_by);
CREATE INDEX idx_companies_creator ON companies(created_by);
CREATE INDEX idx_configuration_editor ON configuration(updated_by);
CREATE INDEX idx_error_logs_user ON error_logs(user_id);
CREATE INDEX idx_drive_syncs_user ON google_drive_syncs(user_id);
CREATE INDEX idx_possible_duplicates_decider ON possible_duplicates(decided_by);
CREATE INDEX idx_resumes_uploader ON resumes(uploaded_by);
CREATE INDEX idx_suppressions_creator ON suppressions(created_by);
