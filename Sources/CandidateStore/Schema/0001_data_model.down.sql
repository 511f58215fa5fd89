-- What stands on these tables goes first: the later migrations' down files.
DROP TABLE candidate_shares;
DROP TABLE configuration;
DROP TABLE email_logs;
DROP TABLE error_logs;
DROP TABLE audit_logs;
DROP TABLE admin_users;
DROP TABLE candidate_job_matches;
DROP TABLE google_drive_syncs;
DROP TABLE candidate_activity;
DROP TABLE candidate_tags;
DROP TABLE candidate_notes;
DROP TABLE resumes;
DROP TABLE applications;
DROP TABLE candidates;
DROP TABLE jobs;
DROP TABLE companies;
DROP TABLE users;

DO $$
BEGIN
    EXECUTE format('ALTER DATABASE %I RESET timezone', current_database());
EXCEPTION WHEN insufficient_privilege THEN
    NULL;
END
$$;
