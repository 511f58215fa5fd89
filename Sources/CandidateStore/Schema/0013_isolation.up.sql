-- Isolation made whole: deactivated users see nothing, candidates their own profile alone, a share for reading writes
-- nothing, and no error of a foreign key or of uniqueness tells of a stranger's rows.

-- The acting recruiter or admin; NULL where none is set, where they are deactivated, and for a candidate. Sees `users` as
-- its owner, so that the policy of `users` may ask it.
CREATE OR REPLACE FUNCTION hotgigs_user_id() RETURNS INTEGER
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
    SELECT id FROM users
    WHERE id = nullif(current_setting('hotgigs.user_id', true), '')::integer AND role <> 'candidate' AND is_active
$$;

-- The acting candidate, who sees their own profile and nothing else.
CREATE FUNCTION hotgigs_profile_user_id() RETURNS INTEGER
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
    SELECT id FROM users
    WHERE id = nullif(current_setting('hotgigs.user_id', true), '')::integer AND role = 'candidate' AND is_active
$$;

CREATE OR REPLACE FUNCTION hotgigs_shared_candidates(full_access BOOLEAN) RETURNS INTEGER[]
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
    SELECT coalesce(array_agg(candidate_id), '{}') FROM candidate_shares
    WHERE recruiter_id = (SELECT hotgigs_user_id()) AND (NOT full_access OR permission = 'full-access')
$$;

-- Whether the acting user may write a candidate: their own, any for an admin, one shared with full access.
CREATE FUNCTION hotgigs_may_write(candidate INTEGER) RETURNS BOOLEAN
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
    SELECT EXISTS (SELECT FROM candidates c WHERE c.id = candidate
        AND (c.recruiter_id = (SELECT hotgigs_user_id()) OR (SELECT hotgigs_is_admin())
            OR c.id = ANY ((SELECT hotgigs_shared_candidates(true))::integer[])))
$$;

-- Whether the acting user sees a run: the rule of its policy, for what refers to runs.
CREATE FUNCTION hotgigs_sees_run(run INTEGER) RETURNS BOOLEAN
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
    SELECT EXISTS (SELECT FROM runs r WHERE r.id = run
        AND (r.recruiter_id = (SELECT hotgigs_user_id()) OR r.user_id = (SELECT hotgigs_user_id())
            OR (SELECT hotgigs_is_admin())))
$$;

-- The acting admin's row of `admin_users`, joined by address.
CREATE FUNCTION hotgigs_admin_id() RETURNS INTEGER
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
    SELECT a.id FROM admin_users a JOIN users u ON lower(u.email) = lower(a.email)
    WHERE u.id = (SELECT hotgigs_user_id()) AND u.role = 'admin'
    ORDER BY a.id LIMIT 1
$$;

-- An address is a key among its recruiter's candidates: whoever else could change it would learn from a refusal whether
-- that recruiter knows it. Whose profile a candidate is, an admin decides.
CREATE FUNCTION hotgigs_keep_identity() RETURNS TRIGGER
LANGUAGE plpgsql
SET search_path = public, pg_temp
AS $$
BEGIN
    IF current_user <> 'hotgigs_app' THEN RETURN NEW; END IF;
    IF hotgigs_is_admin() THEN RETURN NEW; END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.user_id IS NULL THEN RETURN NEW; END IF;
    ELSIF NEW.user_id IS NOT DISTINCT FROM OLD.user_id THEN
        IF OLD.recruiter_id = hotgigs_user_id() THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'only its own recruiter or an admin changes a candidate''s e-mail address'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RAISE EXCEPTION 'only an admin says whose profile a candidate is' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER keep_identity BEFORE UPDATE ON candidates FOR EACH ROW
    WHEN ((OLD.email, OLD.email_key, OLD.user_id) IS DISTINCT FROM (NEW.email, NEW.email_key, NEW.user_id))
    EXECUTE FUNCTION hotgigs_keep_identity();
CREATE TRIGGER keep_profile BEFORE INSERT ON candidates
    FOR EACH ROW WHEN (NEW.user_id IS NOT NULL) EXECUTE FUNCTION hotgigs_keep_identity();

-- What a resume refers to, its writer must see; what it referred to before, somebody who saw it wrote.
CREATE FUNCTION hotgigs_keep_references() RETURNS TRIGGER
LANGUAGE plpgsql
SET search_path = public, pg_temp
AS $$
DECLARE
    former resumes;
BEGIN
    IF current_user <> 'hotgigs_app' THEN RETURN NEW; END IF;
    IF hotgigs_is_admin() THEN RETURN NEW; END IF;
    IF TG_OP = 'UPDATE' THEN former := OLD; END IF;
    IF (NEW.uploaded_by IS DISTINCT FROM former.uploaded_by AND NEW.uploaded_by IS DISTINCT FROM hotgigs_user_id())
        OR (NEW.run_id IS DISTINCT FROM former.run_id AND NEW.run_id IS NOT NULL AND NOT hotgigs_sees_run(NEW.run_id))
        OR (NEW.reserved_for_run IS DISTINCT FROM former.reserved_for_run AND NEW.reserved_for_run IS NOT NULL
            AND NOT hotgigs_sees_run(NEW.reserved_for_run))
        OR (NEW.candidate_id IS DISTINCT FROM former.candidate_id AND NEW.candidate_id IS NOT NULL
            AND NOT hotgigs_may_write(NEW.candidate_id))
    THEN
        RAISE EXCEPTION 'a resume refers to what its writer may not' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER keep_references BEFORE INSERT OR UPDATE OF uploaded_by, run_id, reserved_for_run, candidate_id ON resumes
    FOR EACH ROW EXECUTE FUNCTION hotgigs_keep_references();

REVOKE ALL ON FUNCTION hotgigs_profile_user_id(), hotgigs_may_write(INTEGER), hotgigs_sees_run(INTEGER),
    hotgigs_admin_id(), hotgigs_keep_identity(), hotgigs_keep_references() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hotgigs_profile_user_id(), hotgigs_may_write(INTEGER), hotgigs_sees_run(INTEGER),
    hotgigs_admin_id() TO hotgigs_app;

-- A candidate's own: the account, the profile, the applications.
CREATE POLICY app_profile ON users FOR SELECT TO hotgigs_app USING (id = (SELECT hotgigs_profile_user_id()));
CREATE POLICY app_profile ON candidates FOR SELECT TO hotgigs_app USING (user_id = (SELECT hotgigs_profile_user_id()));
CREATE POLICY app_profile ON applications FOR SELECT TO hotgigs_app
    USING (EXISTS (SELECT FROM candidates c
        WHERE c.id = candidate_id AND c.user_id = (SELECT hotgigs_profile_user_id())));

-- What hangs on a candidate follows it for recruiters and admins; notes and tags are not for the person they are on.
ALTER POLICY app_select ON candidate_activity
    USING ((SELECT hotgigs_user_id()) IS NOT NULL AND EXISTS (SELECT FROM candidates c WHERE c.id = candidate_id));
-- Who may only read leaves word of that alone.
ALTER POLICY app_insert ON candidate_activity
    WITH CHECK (user_id = (SELECT hotgigs_user_id()) AND (hotgigs_may_write(candidate_id)
        OR (action = 'viewed' AND EXISTS (SELECT FROM candidates c WHERE c.id = candidate_id))));
ALTER POLICY app_select ON candidate_notes
    USING ((SELECT hotgigs_user_id()) IS NOT NULL AND EXISTS (SELECT FROM candidates c WHERE c.id = candidate_id));
ALTER POLICY app_update ON candidate_notes
    USING (created_by = (SELECT hotgigs_user_id()) AND hotgigs_may_write(candidate_id));
ALTER POLICY app_delete ON candidate_notes
    USING ((created_by = (SELECT hotgigs_user_id()) AND hotgigs_may_write(candidate_id))
        OR (SELECT hotgigs_is_admin()));
ALTER POLICY app_select ON candidate_tags
    USING ((SELECT hotgigs_user_id()) IS NOT NULL AND EXISTS (SELECT FROM candidates c WHERE c.id = candidate_id));
ALTER POLICY app_select ON candidate_job_matches
    USING ((SELECT hotgigs_user_id()) IS NOT NULL AND EXISTS (SELECT FROM candidates c WHERE c.id = candidate_id));

DROP POLICY app_all ON possible_duplicates;
CREATE POLICY app_select ON possible_duplicates FOR SELECT TO hotgigs_app
    USING ((SELECT hotgigs_user_id()) IS NOT NULL AND EXISTS (SELECT FROM candidates c WHERE c.id = candidate_id)
        AND EXISTS (SELECT FROM candidates c WHERE c.id = other_id));
CREATE POLICY app_insert ON possible_duplicates FOR INSERT TO hotgigs_app
    WITH CHECK (hotgigs_may_write(candidate_id) AND hotgigs_may_write(other_id)
        AND (decided_by IS NULL OR decided_by = (SELECT hotgigs_user_id()) OR (SELECT hotgigs_is_admin())));
CREATE POLICY app_update ON possible_duplicates FOR UPDATE TO hotgigs_app
    USING (hotgigs_may_write(candidate_id) AND hotgigs_may_write(other_id))
    WITH CHECK (hotgigs_may_write(candidate_id) AND hotgigs_may_write(other_id)
        AND (decided_by IS NULL OR decided_by = (SELECT hotgigs_user_id()) OR (SELECT hotgigs_is_admin())));

DROP POLICY app_all ON applications;
CREATE POLICY app_select ON applications FOR SELECT TO hotgigs_app
    USING ((SELECT hotgigs_user_id()) IS NOT NULL AND EXISTS (SELECT FROM candidates c WHERE c.id = candidate_id));
CREATE POLICY app_insert ON applications FOR INSERT TO hotgigs_app
    WITH CHECK (EXISTS (SELECT FROM jobs j WHERE j.id = job_id) AND hotgigs_may_write(candidate_id));
CREATE POLICY app_update ON applications FOR UPDATE TO hotgigs_app
    USING (EXISTS (SELECT FROM jobs j WHERE j.id = job_id) AND hotgigs_may_write(candidate_id));

ALTER POLICY app_insert ON runs
    WITH CHECK (user_id = (SELECT hotgigs_user_id())
        AND (recruiter_id IS NULL OR recruiter_id = (SELECT hotgigs_user_id()) OR (SELECT hotgigs_is_admin()))
        AND (retried_run_id IS NULL OR hotgigs_sees_run(retried_run_id))
        AND (undone_by IS NULL OR undone_by = (SELECT hotgigs_user_id())));
ALTER POLICY app_update ON runs
    WITH CHECK ((user_id = (SELECT hotgigs_user_id())
            AND (recruiter_id IS NULL OR recruiter_id = (SELECT hotgigs_user_id()))
            AND (retried_run_id IS NULL OR hotgigs_sees_run(retried_run_id))
            AND (undone_by IS NULL OR undone_by = (SELECT hotgigs_user_id())))
        OR (SELECT hotgigs_is_admin()));

-- An admin's deeds are written down in their own name.
ALTER POLICY app_admin ON audit_logs
    USING ((SELECT hotgigs_is_admin())) WITH CHECK (admin_user_id = (SELECT hotgigs_admin_id()));

-- Where the host grants all to its web roles by default: nothing of ours, and nothing of what comes later.
DO $$
DECLARE
    stranger TEXT;
    found REGCLASS;
    routine REGPROCEDURE;
BEGIN
    FOR stranger IN SELECT rolname FROM pg_roles WHERE rolname IN ('anon', 'authenticated') LOOP
        FOR found IN SELECT s.oid FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.deptype = 'a'
            WHERE s.relkind = 'S' AND s.relnamespace = 'public'::regnamespace
                AND pg_has_role(s.relowner, 'USAGE')
        LOOP
            EXECUTE format('REVOKE ALL ON SEQUENCE %s FROM %I', found, stranger);
        END LOOP;
        FOR routine IN SELECT oid FROM pg_proc
            WHERE pronamespace = 'public'::regnamespace AND starts_with(proname, 'hotgigs_')
        LOOP
            EXECUTE format('REVOKE ALL ON FUNCTION %s FROM %I', routine, stranger);
        END LOOP;
        EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM %I', stranger);
        EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM %I', stranger);
        EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON FUNCTIONS FROM %I', stranger);
    END LOOP;
END
$$;
