DO $$
DECLARE
    found RECORD;
BEGIN
    FOR found IN SELECT policyname, tablename FROM pg_policies
        WHERE schemaname = 'public' AND roles && ARRAY['hotgigs_app', 'hotgigs_worker']::name[]
    LOOP
        EXECUTE format('DROP POLICY %I ON public.%I', found.policyname, found.tablename);
    END LOOP;
    FOR found IN SELECT relname FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname = ANY (ARRAY['users', 'companies',
            'jobs', 'candidates', 'applications', 'resumes', 'candidate_notes', 'candidate_tags', 'candidate_activity',
            'google_drive_syncs', 'candidate_job_matches', 'admin_users', 'audit_logs', 'error_logs', 'email_logs',
            'configuration', 'candidate_shares', 'runs', 'sightings', 'possible_duplicates', 'suppressions', 'workers',
            'backups', 'applications_archive', 'document_contents'])
    LOOP
        EXECUTE format('ALTER TABLE public.%I DISABLE ROW LEVEL SECURITY', found.relname);
    END LOOP;
END
$$;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM hotgigs_app, hotgigs_worker;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM hotgigs_app, hotgigs_worker;
REVOKE ALL ON FUNCTION hotgigs_fold(TEXT) FROM hotgigs_app, hotgigs_worker;
DROP TRIGGER keep_owner ON candidates;
DROP FUNCTION hotgigs_keep_owner();
DROP FUNCTION hotgigs_search_candidates(TEXT, INTEGER, INTEGER);
DROP FUNCTION hotgigs_shared_candidates(BOOLEAN);
DROP FUNCTION hotgigs_is_admin();
DROP FUNCTION hotgigs_user_id();
REVOKE USAGE ON SCHEMA public FROM hotgigs_app, hotgigs_worker;
