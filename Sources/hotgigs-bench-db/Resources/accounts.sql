-- The users beside the two that every database has: recruiters up to number {recruiters} + 3, then candidates; companies
-- and jobs.
INSERT INTO users (id, email, username, hashed_password, full_name, role)
SELECT n, 'user' || n || '@example.com', 'user' || n, '!', 'User ' || n,
    CASE WHEN n <= {recruiters} + 3 THEN 'recruiter' ELSE 'candidate' END
FROM generate_series(3, {users}) n;
INSERT INTO companies (id, name, industry, location)
SELECT n, v.firms[pg_temp.even(n, 1, 20)] || ' ' || v.heads[pg_temp.even(n, 2, 20)] || v.tails[pg_temp.even(n, 3, 20)] || ' '
    || v.trades[pg_temp.even(n, 4, 10)], v.trades[pg_temp.even(n, 4, 10)], v.places[pg_temp.skewed(n, 5, 30)]
FROM generate_series(1, {companies}) n, vocabulary v;
UPDATE users SET company_id = pg_temp.even(id, 6, {companies}) WHERE role = 'recruiter';
INSERT INTO jobs (id, title, description, company_id, recruiter_id, location, job_type, skills)
SELECT j.n, v.levels[pg_temp.even(j.n, 1, 10)] || v.titles[pg_temp.skewed(j.n, 2, 30)], t.text, pg_temp.even(j.n, 3, {companies}),
    2 + pg_temp.even(j.n, 4, {recruiters}), v.places[pg_temp.skewed(j.n, 5, 30)], 'full-time',
    jsonb_build_array(v.skills[pg_temp.skewed(j.n, 6, 60)], v.skills[pg_temp.skewed(j.n, 7, 60)])
FROM vocabulary v, generate_series(1, {jobs}) j(n) JOIN paragraphs t ON t.n = pg_temp.even(j.n, 8, 1000);
