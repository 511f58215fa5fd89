-- Accounts: an admin's row in `users` and that in `admin_users` are one person's, and super admins alone manage admins.

ALTER TABLE users ADD COLUMN last_login TIMESTAMPTZ; -- of recruiters and candidates too
GRANT SELECT (last_login) ON users TO hotgigs_app;
GRANT SELECT (is_verified, last_login) ON users TO hotgigs_worker;
-- The rest of such a row follows from `users`.
REVOKE INSERT, UPDATE ON admin_users FROM hotgigs_app;
GRANT UPDATE (role, is_super_admin) ON admin_users TO hotgigs_app;

-- Whether the acting user is an active super admin.
CREATE FUNCTION hotgigs_is_super_admin() RETURNS BOOLEAN
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
    SELECT EXISTS (
        SELECT FROM users u JOIN admin_users a ON lower(a.email) = lower(u.email)
        WHERE u.id = nullif(current_setting('hotgigs.user_id', true), '')::integer
            AND u.role = 'admin' AND u.is_active AND a.is_active AND a.is_super_admin
    )
$$;

-- Whether an address is that of the only active super admin. Whoever asks waits for others who ask, so that two super
-- admins don't end each other.
CREATE FUNCTION hotgigs_is_last_super_admin(address TEXT) RETURNS BOOLEAN
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('hotgigs.super_admin', 0));
    RETURN (
        SELECT count(*) FILTER (WHERE lower(a.email) = lower(address)) = 1
            AND count(*) FILTER (WHERE lower(a.email) <> lower(address)) = 0
        FROM users u JOIN admin_users a ON lower(a.email) = lower(u.email)
        WHERE u.role = 'admin' AND u.is_active AND a.is_active AND a.is_super_admin
    );
END
$$;

CREATE FUNCTION hotgigs_keep_admins() RETURNS TRIGGER
LANGUAGE plpgsql
SET search_path = public, pg_temp
AS $$
BEGIN
    IF current_user <> 'hotgigs_app' THEN RETURN NEW; END IF;
    -- One's own name and password.
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'users' AND NEW.role = OLD.role THEN
        IF NEW.id = hotgigs_user_id()
            AND (NEW.id, NEW.email, NEW.username, NEW.is_active) IS NOT DISTINCT FROM (OLD.id, OLD.email, OLD.username, OLD.is_active)
        THEN RETURN NEW; END IF;
    END IF;
    IF NOT hotgigs_is_super_admin() THEN
        RAISE EXCEPTION 'only a super admin manages admins' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF OLD.is_active AND (NEW.is_active IS NOT TRUE OR NEW.role NOT IN ('admin', 'super_admin')
            OR (TG_TABLE_NAME = 'admin_users' AND (to_jsonb(NEW) ->> 'is_super_admin') IS DISTINCT FROM 'true'))
        THEN
            IF hotgigs_is_last_super_admin(OLD.email) THEN
                RAISE EXCEPTION 'the last active super admin stays one' USING ERRCODE = 'insufficient_privilege',
                    HINT = 'make another one first';
            END IF;
        END IF;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER keep_admins BEFORE UPDATE ON users
    FOR EACH ROW WHEN (OLD.role = 'admin' OR NEW.role = 'admin') EXECUTE FUNCTION hotgigs_keep_admins();
CREATE TRIGGER keep_new_admins BEFORE INSERT ON users
    FOR EACH ROW WHEN (NEW.role = 'admin') EXECUTE FUNCTION hotgigs_keep_admins();
CREATE TRIGGER keep_admins BEFORE UPDATE ON admin_users
    FOR EACH ROW EXECUTE FUNCTION hotgigs_keep_admins();

-- Whatever changes an admin's account changes both rows of it. Runs as the owner: whoever wrote `users` may.
CREATE FUNCTION hotgigs_join_admin() RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
BEGIN
    IF NEW.role = 'admin' THEN
        IF TG_OP = 'UPDATE' THEN
            UPDATE admin_users SET email = NEW.email, username = NEW.username, full_name = NEW.full_name,
                hashed_password = NEW.hashed_password, is_active = NEW.is_active, updated_at = CURRENT_TIMESTAMP
            WHERE lower(email) = lower(OLD.email);
            IF FOUND THEN RETURN NULL; END IF;
        END IF;
        INSERT INTO admin_users (email, username, hashed_password, full_name, is_active)
        VALUES (NEW.email, NEW.username, NEW.hashed_password, NEW.full_name, NEW.is_active)
        ON CONFLICT (email) DO UPDATE SET username = EXCLUDED.username, hashed_password = EXCLUDED.hashed_password,
            full_name = EXCLUDED.full_name, is_active = EXCLUDED.is_active, updated_at = CURRENT_TIMESTAMP;
    ELSE
        UPDATE admin_users SET is_active = false, is_super_admin = false, role = 'admin', hashed_password = '!',
            updated_at = CURRENT_TIMESTAMP
        WHERE lower(email) = lower(OLD.email);
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER join_new_admin AFTER INSERT ON users
    FOR EACH ROW WHEN (NEW.role = 'admin') EXECUTE FUNCTION hotgigs_join_admin();
CREATE TRIGGER join_admin AFTER UPDATE OF email, username, full_name, hashed_password, is_active, role ON users
    FOR EACH ROW WHEN (OLD.role = 'admin' OR NEW.role = 'admin') EXECUTE FUNCTION hotgigs_join_admin();

INSERT INTO admin_users (email, username, hashed_password, full_name, is_active)
SELECT email, username, hashed_password, full_name, is_active FROM users WHERE role = 'admin'
ON CONFLICT DO NOTHING;
UPDATE admin_users SET role = 'super_admin', is_super_admin = true
WHERE lower(email) = 'admin@localhost' AND NOT EXISTS (SELECT FROM admin_users WHERE is_super_admin);

REVOKE ALL ON FUNCTION hotgigs_is_super_admin(), hotgigs_is_last_super_admin(TEXT), hotgigs_keep_admins(),
    hotgigs_join_admin() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hotgigs_is_super_admin(), hotgigs_is_last_super_admin(TEXT) TO hotgigs_app;
DO $$
DECLARE
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
END
$$;
