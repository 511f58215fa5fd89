DROP POLICY app_admin ON audit_logs;
CREATE POLICY app_admin ON audit_logs TO hotgigs_app USING ((SELECT hotgigs_is_admin()));
ALTER POLICY app_insert ON runs
    WITH CHECK (user_id = (SELECT hotgigs_user_id())
        AND (recruiter_id IS NULL OR recruiter_id = (SELECT hotgigs_user_id()) OR (SELECT hotgigs_is_admin())));
ALTER POLICY app_update ON runs
    WITH CHECK ((user_id = (SELECT hotgigs_user_id())
            AND (recruiter_id IS NULL OR recruiter_id = (SELECT hotgigs_user_id())))
        OR (SELECT hotgigs_is_admin()));
DROP POLICY app_select ON applications;
DROP POLICY app_insert ON applications;
DROP POLICY app_update ON applications;
CREATE POLICY app_all ON applications TO hotgigs_app
    USING (EXISTS (SELECT FROM jobs j WHERE j.id = job_id) AND EXISTS (SELECT FROM candidates c WHERE c.id = candidate_id));
DROP POLICY app_select ON possible_duplicates;
DROP POLICY app_insert ON possible_duplicates;
DROP POLICY app_update ON possible_duplicates;
CREATE POLICY app_all ON possible_duplicates TO hotgigs_app
    USING (EXISTS (SELECT FROM candidates c WHERE c.id = candidate_id)
        AND EXISTS (SELECT FROM candidates c WHERE c.id = other_id));
ALTER POLICY app_select ON candidate_job_matches USING (EXISTS (SELECT FROM candidates c WHERE c.id = candidate_id));
ALTER POLICY app_select ON candidate_tags USING (EXISTS (SELECT FROM candidates c WHERE c.id = candidate_id));
ALTER POLICY app_delete ON candidate_notes
    USING ((created_by = (SELECT hotgigs_user_id()) AND EXISTS (SELECT FROM candidates c WHERE c.id = candidate_id))
        OR (SELECT hotgigs_is_admin()));
ALTER POLICY app_update ON candidate_notes
    USING (created_by = (SELECT hotgigs_user_id()) AND EXISTS (SELECT FROM candidates c WHERE c.id = candidate_id));
ALTER POLICY app_select ON candidate_notes USING (EXISTS (SELECT FROM candidates c WHERE c.id = candidate_id));
ALTER POLICY app_insert ON candidate_activity
    WITH CHECK (user_id = (SELECT hotgigs_user_id()) AND EXISTS (SELECT FROM candidates c WHERE c.id = candidate_id));
ALTER POLICY app_select ON candidate_activity USING (EXISTS (SELECT FROM candidates c WHERE c.id = candidate_id));
DROP POLICY app_profile ON applications;
DROP POLICY app_profile ON candidates;
DROP POLICY app_profile ON users;
DROP TRIGGER keep_references ON resumes;
DROP TRIGGER keep_profile ON candidates;
DROP TRIGGER keep_identity ON candidates;
DROP FUNCTION hotgigs_keep_references();
DROP FUNCTION hotgigs_keep_identity();
DROP FUNCTION hotgigs_admin_id();
DROP FUNCTION hotgigs_sees_run(INTEGER);
DROP FUNCTION hotgigs_may_write(INTEGER);
CREATE OR REPLACE FUNCTION hotgigs_shared_candidates(full_access BOOLEAN) RETURNS INTEGER[]
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
    SELECT coalesce(array_agg(candidate_id), '{}') FROM candidate_shares
    WHERE recruiter_id = nullif(current_setting('hotgigs.user_id', true), '')::integer
      AND (NOT full_access OR permission = 'full-access')
$$;
DROP FUNCTION hotgigs_profile_user_id();
CREATE OR REPLACE FUNCTION hotgigs_user_id() RETURNS INTEGER
LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT nullif(current_setting('hotgigs.user_id', true), '')::integer $$;
