-- Who may see and do what. The connection's role is the owner, whom row-level security does not bind; each transaction
-- steps down to one of two roles: hotgigs_app with the acting user in `hotgigs.user_id`, hotgigs_worker for the queue,
-- which crosses recruiters. Both are cluster-wide: created where absent, never dropped.
DO $$
DECLARE
    name TEXT;
BEGIN
    FOREACH name IN ARRAY ARRAY['hotgigs_app', 'hotgigs_worker'] LOOP
        BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
                EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', name);
            END IF;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL; -- another database of the cluster was migrated at the same time
        END;
        -- Always, since to have made a role is not yet the right to step down to it (PostgreSQL 16).
        BEGIN
            EXECUTE format('GRANT %I TO CURRENT_USER', name);
        EXCEPTION WHEN insufficient_privilege OR internal_error THEN
            -- A member already, by another's grant or by a migration of another database at the same moment.
            IF NOT pg_has_role(current_user, name, 'MEMBER') THEN RAISE; END IF;
        END;
    END LOOP;
END
$$;
GRANT USAGE ON SCHEMA public TO hotgigs_app, hotgigs_worker;

-- The acting user; NULL where none is set, and then nothing is visible.
CREATE FUNCTION hotgigs_user_id() RETURNS INTEGER
LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT nullif(current_setting('hotgigs.user_id', true), '')::integer $$;

-- Whether the acting user is an active admin. Sees `users` as its owner, so that the policy of `users` may ask it.
CREATE FUNCTION hotgigs_is_admin() RETURNS BOOLEAN
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
    SELECT EXISTS (
        SELECT FROM users
        WHERE id = nullif(current_setting('hotgigs.user_id', true), '')::integer AND role = 'admin' AND is_active
    )
$$;

-- The candidates that are shared with the acting user; with full access only, if asked.
CREATE FUNCTION hotgigs_shared_candidates(full_access BOOLEAN) RETURNS INTEGER[]
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE
SET search_path = public, pg_temp
AS $$
    SELECT coalesce(array_agg(candidate_id), '{}') FROM candidate_shares
    WHERE recruiter_id = nullif(current_setting('hotgigs.user_id', true), '')::integer
      AND (NOT full_access OR permission = 'full-access')
$$;

-- Full-text search. Beneath row-level security no GIN index is used, so it runs as the owner and holds the rule of
-- visibility itself: the same as the policy of `candidates`.
CREATE FUNCTION hotgigs_search_candidates(query TEXT, most INTEGER, skipped INTEGER DEFAULT 0)
RETURNS TABLE (id INTEGER, rank REAL)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
    SELECT c.id, ts_rank(c.search, q.words) AS rank
    FROM candidates c, (SELECT websearch_to_tsquery('simple', hotgigs_fold(query)) AS words) q
    WHERE c.search @@ q.words
      AND (c.recruiter_id = (SELECT hotgigs_user_id())
           OR (SELECT hotgigs_is_admin())
           OR c.id = ANY ((SELECT hotgigs_shared_candidates(false))::integer[]))
    ORDER BY 2 DESC, 1 DESC
    LIMIT most OFFSET skipped
$$;

-- Whose a candidate is, an admin decides: a share with full access gives no right to hand it on.
CREATE FUNCTION hotgigs_keep_owner() RETURNS TRIGGER
LANGUAGE plpgsql
SET search_path = public, pg_temp
AS $$
BEGIN
    IF current_user = 'hotgigs_app' AND NOT hotgigs_is_admin() THEN
        RAISE EXCEPTION 'only an admin moves a candidate to another recruiter' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER keep_owner BEFORE UPDATE ON candidates
    FOR EACH ROW WHEN (OLD.recruiter_id IS DISTINCT FROM NEW.recruiter_id) EXECUTE FUNCTION hotgigs_keep_owner();

REVOKE ALL ON FUNCTION hotgigs_user_id(), hotgigs_is_admin(), hotgigs_shared_candidates(BOOLEAN),
    hotgigs_search_candidates(TEXT, INTEGER, INTEGER), hotgigs_keep_owner() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hotgigs_user_id(), hotgigs_is_admin(), hotgigs_shared_candidates(BOOLEAN),
    hotgigs_search_candidates(TEXT, INTEGER, INTEGER) TO hotgigs_app;
GRANT EXECUTE ON FUNCTION hotgigs_fold(TEXT) TO hotgigs_app, hotgigs_worker;

-- Every table, the runner's own too; nothing for PUBLIC, nor for the roles to which some hosts grant all by default.
DO $$
DECLARE
    name TEXT;
    stranger TEXT;
    routine REGPROCEDURE;
BEGIN
    FOR stranger IN SELECT rolname FROM pg_roles WHERE rolname IN ('anon', 'authenticated') LOOP
        FOR routine IN SELECT oid FROM pg_proc
            WHERE pronamespace = 'public'::regnamespace AND starts_with(proname, 'hotgigs_')
        LOOP
            EXECUTE format('REVOKE ALL ON FUNCTION %s FROM %I', routine, stranger);
        END LOOP;
    END LOOP;
    FOREACH name IN ARRAY ARRAY['users', 'companies', 'jobs', 'candidates', 'applications', 'resumes',
        'candidate_notes', 'candidate_tags', 'candidate_activity', 'google_drive_syncs', 'candidate_job_matches',
        'admin_users', 'audit_logs', 'error_logs', 'email_logs', 'configuration', 'candidate_shares', 'runs',
        'sightings', 'possible_duplicates', 'suppressions', 'workers', 'backups', 'applications_archive',
        'document_contents', 'schema_migrations']
    LOOP
        CONTINUE WHEN to_regclass('public.' || quote_ident(name)) IS NULL;
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('REVOKE ALL ON public.%I FROM PUBLIC', name);
        FOR stranger IN SELECT rolname FROM pg_roles WHERE rolname IN ('anon', 'authenticated') LOOP
            EXECUTE format('REVOKE ALL ON public.%I FROM %I', name, stranger);
        END LOOP;
    END LOOP;
END
$$;

-- The worker: the queue and what it writes, of every recruiter.
GRANT SELECT (id, email, username, full_name, role, is_active, created_at, company_id) ON users TO hotgigs_worker;
GRANT SELECT, INSERT, UPDATE ON candidates, resumes, runs, sightings, workers, possible_duplicates TO hotgigs_worker;
GRANT SELECT, INSERT ON candidate_activity TO hotgigs_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON document_contents, google_drive_syncs TO hotgigs_worker;
GRANT SELECT ON suppressions TO hotgigs_worker;
GRANT INSERT ON error_logs TO hotgigs_worker;
GRANT USAGE ON SEQUENCE candidates_id_seq, resumes_id_seq, runs_id_seq, sightings_id_seq, candidate_activity_id_seq,
    possible_duplicates_id_seq, error_logs_id_seq, google_drive_syncs_id_seq TO hotgigs_worker;
CREATE POLICY worker ON users FOR SELECT TO hotgigs_worker USING (true);
CREATE POLICY worker ON candidates TO hotgigs_worker USING (true) WITH CHECK (true);
CREATE POLICY worker ON resumes TO hotgigs_worker USING (true) WITH CHECK (true);
CREATE POLICY worker ON runs TO hotgigs_worker USING (true) WITH CHECK (true);
CREATE POLICY worker ON sightings TO hotgigs_worker USING (true) WITH CHECK (true);
CREATE POLICY worker ON workers TO hotgigs_worker USING (true) WITH CHECK (true);
CREATE POLICY worker ON possible_duplicates TO hotgigs_worker USING (true) WITH CHECK (true);
CREATE POLICY worker ON candidate_activity TO hotgigs_worker USING (true) WITH CHECK (true);
CREATE POLICY worker ON document_contents TO hotgigs_worker USING (true) WITH CHECK (true);
CREATE POLICY worker ON google_drive_syncs TO hotgigs_worker USING (true) WITH CHECK (true);
CREATE POLICY worker ON suppressions FOR SELECT TO hotgigs_worker USING (true);
CREATE POLICY worker ON error_logs FOR INSERT TO hotgigs_worker WITH CHECK (true);

-- People. Password hashes are for no query of theirs.
GRANT SELECT (id, email, username, full_name, role, is_active, is_verified, created_at, updated_at, company_id),
    INSERT, UPDATE ON users TO hotgigs_app;
GRANT SELECT (id, username, email, full_name, role, is_active, is_super_admin, last_login, created_at, updated_at),
    INSERT, UPDATE ON admin_users TO hotgigs_app;
GRANT SELECT, INSERT, UPDATE ON companies, jobs, candidates, applications, resumes, candidate_notes, candidate_job_matches,
    google_drive_syncs, candidate_shares, runs, possible_duplicates, configuration TO hotgigs_app;
GRANT SELECT, INSERT ON candidate_tags, candidate_activity, sightings, audit_logs TO hotgigs_app;
GRANT DELETE ON candidate_notes, candidate_tags, candidate_shares, google_drive_syncs TO hotgigs_app;
GRANT SELECT ON error_logs, email_logs, applications_archive, workers, backups TO hotgigs_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO hotgigs_app;

CREATE POLICY app_select ON users FOR SELECT TO hotgigs_app
    USING (id = (SELECT hotgigs_user_id()) OR (SELECT hotgigs_is_admin()));
CREATE POLICY app_insert ON users FOR INSERT TO hotgigs_app WITH CHECK ((SELECT hotgigs_is_admin()));
CREATE POLICY app_update ON users FOR UPDATE TO hotgigs_app USING ((SELECT hotgigs_is_admin()));

CREATE POLICY app_select ON candidates FOR SELECT TO hotgigs_app
    USING (recruiter_id = (SELECT hotgigs_user_id())
        OR (SELECT hotgigs_is_admin())
        OR id = ANY ((SELECT hotgigs_shared_candidates(false))::integer[]));
CREATE POLICY app_insert ON candidates FOR INSERT TO hotgigs_app
    WITH CHECK (recruiter_id = (SELECT hotgigs_user_id()) OR (SELECT hotgigs_is_admin()));
CREATE POLICY app_update ON candidates FOR UPDATE TO hotgigs_app
    USING (recruiter_id = (SELECT hotgigs_user_id())
        OR (SELECT hotgigs_is_admin())
        OR id = ANY ((SELECT hotgigs_shared_candidates(true))::integer[]));

CREATE POLICY app_select ON candidate_shares FOR SELECT TO hotgigs_app
    USING (recruiter_id = (SELECT hotgigs_user_id()) OR (SELECT hotgigs_is_admin()));
CREATE POLICY app_admin ON candidate_shares TO hotgigs_app
    USING ((SELECT hotgigs_is_admin())) WITH CHECK ((SELECT hotgigs_is_admin()));

CREATE POLICY app_select ON resumes FOR SELECT TO hotgigs_app
    USING (recruiter_id = (SELECT hotgigs_user_id())
        OR (SELECT hotgigs_is_admin())
        OR candidate_id = ANY ((SELECT hotgigs_shared_candidates(false))::integer[]));
CREATE POLICY app_insert ON resumes FOR INSERT TO hotgigs_app
    WITH CHECK ((recruiter_id = (SELECT hotgigs_user_id()) OR (SELECT hotgigs_is_admin()))
        AND (candidate_id IS NULL OR EXISTS (SELECT FROM candidates c WHERE c.id = candidate_id)));
CREATE POLICY app_update ON resumes FOR UPDATE TO hotgigs_app
    USING (recruiter_id = (SELECT hotgigs_user_id()) OR (SELECT hotgigs_is_admin()))
    WITH CHECK ((recruiter_id = (SELECT hotgigs_user_id()) OR (SELECT hotgigs_is_admin()))
        AND (candidate_id IS NULL OR EXISTS (SELECT FROM candidates c WHERE c.id = candidate_id)));

-- What hangs on a candidate is visible with it (the inner query stands beneath the policy of `candidates`), and is
-- written by who may write the candidate, in their own name.
CREATE POLICY app_select ON candidate_activity FOR SELECT TO hotgigs_app
    USING (EXISTS (SELECT FROM candidates c WHERE c.id = candidate_id));
CREATE POLICY app_insert ON candidate_activity FOR INSERT TO hotgigs_app
    WITH CHECK (user_id = (SELECT hotgigs_user_id()) AND EXISTS (SELECT FROM candidates c WHERE c.id = candidate_id));
CREATE POLICY app_select ON candidate_notes FOR SELECT TO hotgigs_app
    USING (EXISTS (SELECT FROM candidates c WHERE c.id = candidate_id));
CREATE POLICY app_insert ON candidate_notes FOR INSERT TO hotgigs_app
    WITH CHECK (created_by = (SELECT hotgigs_user_id())
        AND EXISTS (SELECT FROM candidates c WHERE c.id = candidate_id
            AND (c.recruiter_id = (SELECT hotgigs_user_id()) OR (SELECT hotgigs_is_admin())
                OR c.id = ANY ((SELECT hotgigs_shared_candidates(true))::integer[]))));
CREATE POLICY app_update ON candidate_notes FOR UPDATE TO hotgigs_app
    USING (created_by = (SELECT hotgigs_user_id()) AND EXISTS (SELECT FROM candidates c WHERE c.id = candidate_id));
CREATE POLICY app_delete ON candidate_notes FOR DELETE TO hotgigs_app
    USING ((created_by = (SELECT hotgigs_user_id()) AND EXISTS (SELECT FROM candidates c WHERE c.id = candidate_id))
        OR (SELECT hotgigs_is_admin()));
CREATE POLICY app_select ON candidate_tags FOR SELECT TO hotgigs_app
    USING (EXISTS (SELECT FROM candidates c WHERE c.id = candidate_id));
CREATE POLICY app_insert ON candidate_tags FOR INSERT TO hotgigs_app
    WITH CHECK (created_by = (SELECT hotgigs_user_id())
        AND EXISTS (SELECT FROM candidates c WHERE c.id = candidate_id
            AND (c.recruiter_id = (SELECT hotgigs_user_id()) OR (SELECT hotgigs_is_admin())
                OR c.id = ANY ((SELECT hotgigs_shared_candidates(true))::integer[]))));
CREATE POLICY app_delete ON candidate_tags FOR DELETE TO hotgigs_app
    USING (EXISTS (SELECT FROM candidates c WHERE c.id = candidate_id
        AND (c.recruiter_id = (SELECT hotgigs_user_id()) OR (SELECT hotgigs_is_admin())
            OR c.id = ANY ((SELECT hotgigs_shared_candidates(true))::integer[]))));
CREATE POLICY app_select ON candidate_job_matches FOR SELECT TO hotgigs_app
    USING (EXISTS (SELECT FROM candidates c WHERE c.id = candidate_id));
CREATE POLICY app_all ON possible_duplicates TO hotgigs_app
    USING (EXISTS (SELECT FROM candidates c WHERE c.id = candidate_id)
        AND EXISTS (SELECT FROM candidates c WHERE c.id = other_id));

CREATE POLICY app_select ON runs FOR SELECT TO hotgigs_app
    USING (recruiter_id = (SELECT hotgigs_user_id()) OR user_id = (SELECT hotgigs_user_id())
        OR (SELECT hotgigs_is_admin()));
CREATE POLICY app_insert ON runs FOR INSERT TO hotgigs_app
    WITH CHECK (user_id = (SELECT hotgigs_user_id())
        AND (recruiter_id IS NULL OR recruiter_id = (SELECT hotgigs_user_id()) OR (SELECT hotgigs_is_admin())));
CREATE POLICY app_update ON runs FOR UPDATE TO hotgigs_app
    USING (user_id = (SELECT hotgigs_user_id()) OR (SELECT hotgigs_is_admin()))
    WITH CHECK ((user_id = (SELECT hotgigs_user_id())
            AND (recruiter_id IS NULL OR recruiter_id = (SELECT hotgigs_user_id())))
        OR (SELECT hotgigs_is_admin()));
CREATE POLICY app_select ON sightings FOR SELECT TO hotgigs_app
    USING (recruiter_id = (SELECT hotgigs_user_id()) OR (SELECT hotgigs_is_admin()));
CREATE POLICY app_insert ON sightings FOR INSERT TO hotgigs_app
    WITH CHECK ((recruiter_id = (SELECT hotgigs_user_id()) OR (SELECT hotgigs_is_admin()))
        AND (resume_id IS NULL OR EXISTS (SELECT FROM resumes r WHERE r.id = resume_id))
        AND (run_id IS NULL OR EXISTS (SELECT FROM runs r WHERE r.id = run_id)));
CREATE POLICY app_all ON google_drive_syncs TO hotgigs_app
    USING (user_id = (SELECT hotgigs_user_id()) OR (SELECT hotgigs_is_admin()));

-- Companies are the catalogue of all; jobs and their applications their recruiter's.
CREATE POLICY app_select ON companies FOR SELECT TO hotgigs_app USING ((SELECT hotgigs_user_id()) IS NOT NULL);
CREATE POLICY app_admin ON companies TO hotgigs_app
    USING ((SELECT hotgigs_is_admin())) WITH CHECK ((SELECT hotgigs_is_admin()));
CREATE POLICY app_all ON jobs TO hotgigs_app
    USING (recruiter_id = (SELECT hotgigs_user_id()) OR (SELECT hotgigs_is_admin()));
CREATE POLICY app_all ON applications TO hotgigs_app
    USING (EXISTS (SELECT FROM jobs j WHERE j.id = job_id) AND EXISTS (SELECT FROM candidates c WHERE c.id = candidate_id));

-- The admins' own.
CREATE POLICY app_admin ON admin_users TO hotgigs_app USING ((SELECT hotgigs_is_admin()));
CREATE POLICY app_admin ON audit_logs TO hotgigs_app USING ((SELECT hotgigs_is_admin()));
CREATE POLICY app_admin ON error_logs FOR SELECT TO hotgigs_app USING ((SELECT hotgigs_is_admin()));
CREATE POLICY app_admin ON email_logs FOR SELECT TO hotgigs_app USING ((SELECT hotgigs_is_admin()));
CREATE POLICY app_admin ON configuration TO hotgigs_app USING ((SELECT hotgigs_is_admin()));
CREATE POLICY app_admin ON workers FOR SELECT TO hotgigs_app USING ((SELECT hotgigs_is_admin()));
CREATE POLICY app_admin ON backups FOR SELECT TO hotgigs_app USING ((SELECT hotgigs_is_admin()));
CREATE POLICY app_admin ON applications_archive FOR SELECT TO hotgigs_app USING ((SELECT hotgigs_is_admin()));
