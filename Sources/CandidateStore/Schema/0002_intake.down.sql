ALTER TABLE google_drive_syncs DROP COLUMN page_token;
DROP TABLE document_contents, applications_archive, backups, workers, suppressions, possible_duplicates;
DROP INDEX idx_notes_candidate, idx_activity_user, idx_activity_candidate;
DROP TRIGGER keep_candidate ON candidates;
DROP FUNCTION hotgigs_keep_candidate();
ALTER TABLE candidates
    DROP COLUMN search, DROP COLUMN linkedin_key, DROP COLUMN phone_key, DROP COLUMN name_key,
    DROP COLUMN needs_review, DROP COLUMN edited_fields, DROP COLUMN field_dates, DROP COLUMN contributions,
    DROP COLUMN email_key;
DROP INDEX idx_candidates_skills, idx_candidates_user;
DROP TABLE sightings;
DROP INDEX idx_resumes_queue, idx_resumes_leases, idx_resumes_error, idx_resumes_review;
ALTER TABLE resumes
    DROP COLUMN recruiter_id, DROP COLUMN candidate_id, DROP COLUMN run_id, DROP COLUMN content_sha256,
    DROP COLUMN source, DROP COLUMN source_ref, DROP COLUMN source_modified_at, DROP COLUMN error_code,
    DROP COLUMN attempts, DROP COLUMN reader_deaths, DROP COLUMN available_at, DROP COLUMN leased_until,
    DROP COLUMN lease_token, DROP COLUMN leased_by, DROP COLUMN parser_version, DROP COLUMN document_date,
    DROP COLUMN raw_text, DROP COLUMN confidence, DROP COLUMN needs_review, DROP COLUMN warnings,
    DROP COLUMN email_override, DROP COLUMN merge_override;
DROP TABLE runs;
ALTER TABLE users DROP COLUMN company_id;
DROP FUNCTION hotgigs_fold(TEXT);
