-- Erasing a person: what stays is a tombstone that names nobody, and keyed hashes by which their documents are known when
-- they come again.

CREATE TABLE erasures (
    id SERIAL PRIMARY KEY,
    recruiter_id INTEGER REFERENCES users(id) ON DELETE RESTRICT, -- among whose candidates; NULL: everywhere
    erased_by INTEGER REFERENCES users(id) ON DELETE RESTRICT,
    erased_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    counts JSONB NOT NULL DEFAULT '{}', -- rows by what they were
    lifted_by INTEGER REFERENCES users(id) ON DELETE RESTRICT, -- who lets the person's documents in again
    lifted_at TIMESTAMPTZ
);
CREATE INDEX idx_erasures_recruiter ON erasures(recruiter_id);
CREATE INDEX idx_erasures_erased_by ON erasures(erased_by);
CREATE INDEX idx_erasures_lifted_by ON erasures(lifted_by);

ALTER TABLE suppressions
    ADD COLUMN recruiter_id INTEGER REFERENCES users(id) ON DELETE RESTRICT, -- whose documents are refused; NULL: everybody's
    ADD COLUMN erasure_id INTEGER REFERENCES erasures(id) ON DELETE CASCADE,
    DROP CONSTRAINT suppressions_kind_key_hash_key,
    ADD CONSTRAINT suppressions_key UNIQUE NULLS NOT DISTINCT (kind, key_hash, recruiter_id);
CREATE INDEX idx_suppressions_recruiter ON suppressions(recruiter_id);
CREATE INDEX idx_suppressions_erasure ON suppressions(erasure_id);

-- The key of these hashes, as the two paddings of HMAC. Made at first use, since each database has its own; only the
-- functions below read it.
CREATE TABLE suppression_keys (
    id BOOLEAN PRIMARY KEY DEFAULT true CHECK (id),
    inner_pad BYTEA NOT NULL CHECK (octet_length(inner_pad) = 64),
    outer_pad BYTEA NOT NULL CHECK (octet_length(outer_pad) = 64)
);

-- HMAC-SHA256 (RFC 2104) of an address's key or a document's SHA-256 in hexadecimal.
CREATE FUNCTION hotgigs_suppression_hash(kind TEXT, value TEXT) RETURNS BYTEA
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
DECLARE
    pads suppression_keys;
    secret BYTEA;
    inner_pad BYTEA := decode(repeat('36', 64), 'hex');
    outer_pad BYTEA := decode(repeat('5c', 64), 'hex');
BEGIN
    SELECT * INTO pads FROM suppression_keys;
    IF NOT FOUND THEN
        -- 244 bits of the server's cryptographic random numbers, 32 bytes long.
        secret := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
        FOR place IN 0..31 LOOP
            inner_pad := set_byte(inner_pad, place, get_byte(inner_pad, place) # get_byte(secret, place));
            outer_pad := set_byte(outer_pad, place, get_byte(outer_pad, place) # get_byte(secret, place));
        END LOOP;
        INSERT INTO suppression_keys (inner_pad, outer_pad) VALUES (inner_pad, outer_pad) ON CONFLICT DO NOTHING;
        SELECT * INTO STRICT pads FROM suppression_keys;
    END IF;
    RETURN sha256(pads.outer_pad || sha256(pads.inner_pad || convert_to(kind || ':' || value, 'UTF8')));
END
$$;

-- Which of these are refused, by their places from 1 on: a value for its recruiter each.
CREATE FUNCTION hotgigs_suppressed(recruiters INTEGER[], of_kind TEXT, given TEXT[])
RETURNS TABLE (place INTEGER, key_hash BYTEA, erasure_id INTEGER)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
BEGIN
    -- Where nobody was erased, nothing is hashed.
    IF NOT EXISTS (SELECT FROM suppressions s WHERE s.kind = of_kind) THEN RETURN; END IF;
    RETURN QUERY
        SELECT DISTINCT ON (g.place) g.place::integer, s.key_hash, s.erasure_id
        FROM (SELECT u.place, u.recruiter, hotgigs_suppression_hash(of_kind, u.value) AS hash
              FROM unnest(recruiters, given) WITH ORDINALITY u(recruiter, value, place) OFFSET 0) g
        JOIN suppressions s ON s.kind = of_kind AND s.key_hash = g.hash
            AND (s.recruiter_id IS NULL OR s.recruiter_id = g.recruiter)
        ORDER BY g.place, s.recruiter_id NULLS LAST;
END
$$;

-- A text without what matches any of these regular expressions, whatever the case.
CREATE FUNCTION hotgigs_scrubbed(value TEXT, patterns TEXT[]) RETURNS TEXT
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    pattern TEXT;
BEGIN
    FOREACH pattern IN ARRAY patterns LOOP
        value := regexp_replace(value, pattern, '[erased]', 'gi');
    END LOOP;
    RETURN value;
END
$$;

-- Takes a person's strings out of what is logged. What is logged stays otherwise, and nobody can change it.
CREATE FUNCTION hotgigs_scrub_logs(patterns TEXT[], json_patterns TEXT[]) RETURNS INTEGER
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
DECLARE
    scrubbed INTEGER;
    more INTEGER;
BEGIN
    UPDATE error_logs SET message = hotgigs_scrubbed(message, patterns),
        stack_trace = hotgigs_scrubbed(stack_trace, patterns), request_url = hotgigs_scrubbed(request_url, patterns),
        request_data = hotgigs_scrubbed(request_data::text, json_patterns)::jsonb
    WHERE concat_ws(E'\n', message, stack_trace, request_url, request_data::text) ~* ANY (patterns || json_patterns);
    GET DIAGNOSTICS scrubbed = ROW_COUNT;
    UPDATE audit_logs SET description = hotgigs_scrubbed(description, patterns),
        resource_id = left(hotgigs_scrubbed(resource_id, patterns), 100),
        changes = hotgigs_scrubbed(changes::text, json_patterns)::jsonb
    WHERE concat_ws(E'\n', description, resource_id, changes::text) ~* ANY (patterns || json_patterns);
    GET DIAGNOSTICS more = ROW_COUNT;
    UPDATE google_drive_syncs SET error_message = hotgigs_scrubbed(error_message, patterns)
    WHERE error_message ~* ANY (patterns);
    RETURN scrubbed + more;
END
$$;

-- A person's own account and the mails they were sent. Accounts are referred to, so the row stays and names nobody.
CREATE FUNCTION hotgigs_erase_account(addresses TEXT[]) RETURNS INTEGER
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
DECLARE
    accounts INTEGER;
BEGIN
    UPDATE users SET email = 'erased-' || id || '@invalid', username = 'erased-' || id, full_name = NULL,
        hashed_password = '!', is_active = false, is_verified = false, last_login = NULL, updated_at = CURRENT_TIMESTAMP
    WHERE role = 'candidate' AND lower(email) = ANY (addresses);
    GET DIAGNOSTICS accounts = ROW_COUNT;
    DELETE FROM email_logs WHERE lower(recipient) = ANY (addresses);
    RETURN accounts;
END
$$;

ALTER TABLE erasures ENABLE ROW LEVEL SECURITY;
ALTER TABLE suppression_keys ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON erasures, suppression_keys FROM PUBLIC;
REVOKE ALL ON FUNCTION hotgigs_suppression_hash(TEXT, TEXT), hotgigs_suppressed(INTEGER[], TEXT, TEXT[]),
    hotgigs_scrubbed(TEXT, TEXT[]), hotgigs_scrub_logs(TEXT[], TEXT[]), hotgigs_erase_account(TEXT[]) FROM PUBLIC;
DO $$
DECLARE
    stranger TEXT;
    routine REGPROCEDURE;
BEGIN
    FOR stranger IN SELECT rolname FROM pg_roles WHERE rolname IN ('anon', 'authenticated') LOOP
        EXECUTE format('REVOKE ALL ON erasures, suppression_keys FROM %I', stranger);
        EXECUTE format('REVOKE ALL ON SEQUENCE erasures_id_seq FROM %I', stranger);
        FOR routine IN SELECT oid FROM pg_proc
            WHERE pronamespace = 'public'::regnamespace AND starts_with(proname, 'hotgigs_')
        LOOP
            EXECUTE format('REVOKE ALL ON FUNCTION %s FROM %I', routine, stranger);
        END LOOP;
    END LOOP;
END
$$;

CREATE POLICY worker ON erasures TO hotgigs_worker USING (true) WITH CHECK (true);
CREATE POLICY app_select ON erasures FOR SELECT TO hotgigs_app
    USING (recruiter_id = (SELECT hotgigs_user_id()) OR (SELECT hotgigs_is_admin()));
GRANT SELECT, INSERT, UPDATE ON erasures TO hotgigs_worker;
GRANT USAGE ON SEQUENCE erasures_id_seq, suppressions_id_seq TO hotgigs_worker;
GRANT SELECT ON erasures TO hotgigs_app;

DROP POLICY worker ON suppressions;
CREATE POLICY worker ON suppressions TO hotgigs_worker USING (true) WITH CHECK (true);
GRANT INSERT, UPDATE, DELETE ON suppressions TO hotgigs_worker;
GRANT EXECUTE ON FUNCTION hotgigs_suppression_hash(TEXT, TEXT), hotgigs_suppressed(INTEGER[], TEXT, TEXT[]),
    hotgigs_scrubbed(TEXT, TEXT[]), hotgigs_scrub_logs(TEXT[], TEXT[]), hotgigs_erase_account(TEXT[]) TO hotgigs_worker;

-- What hangs on a candidate goes with them.
CREATE POLICY worker_delete ON candidate_notes FOR DELETE TO hotgigs_worker USING (true);
CREATE POLICY worker_delete ON candidate_tags FOR DELETE TO hotgigs_worker USING (true);
CREATE POLICY worker_delete ON candidate_shares FOR DELETE TO hotgigs_worker USING (true);
CREATE POLICY worker_delete ON candidate_job_matches FOR DELETE TO hotgigs_worker USING (true);
CREATE POLICY worker_delete ON applications FOR DELETE TO hotgigs_worker USING (true);
CREATE POLICY worker_delete ON applications_archive FOR DELETE TO hotgigs_worker USING (true);
CREATE POLICY worker ON applications_archive FOR SELECT TO hotgigs_worker USING (true);
GRANT DELETE ON candidate_notes, candidate_tags, candidate_shares, candidate_job_matches, applications,
    applications_archive TO hotgigs_worker;
GRANT SELECT (candidate_id) ON applications_archive TO hotgigs_worker;
