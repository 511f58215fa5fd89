-- Candidates {first} to {last} with a resume, an activity and some tags and notes each. The recruiter with the number 3 has
-- a fifth of all; the other {recruiters} the rest, the first of them far more than the last.
WITH p AS MATERIALIZED (
    SELECT n::integer AS n,
        CASE WHEN pg_temp.draw(n, 1) < 0.2 THEN 3 ELSE 3 + pg_temp.skewed(n, 2, {recruiters}) END AS recruiter_id,
        'person' || n || '@example.org' AS email,
        v.given[pg_temp.even(n, 3, 40)] || ' ' || initcap(v.heads[pg_temp.even(n, 4, 20)]
            || v.heads[pg_temp.even(n, 5, 20)] || v.tails[pg_temp.even(n, 6, 20)]) AS full_name,
        '+1555' || lpad((n % 10000000)::text, 7, '0') AS phone, v.places[pg_temp.skewed(n, 7, 30)] AS place,
        v.levels[pg_temp.even(n, 8, 10)] || v.titles[pg_temp.skewed(n, 9, 30)] AS title,
        initcap(v.nouns[pg_temp.even(n, 10, 20)]) || ' specialist who ' || v.verbs[pg_temp.even(n, 11, 20)] || ' '
            || v.qualifiers[pg_temp.even(n, 12, 15)] || ' ' || v.nouns[pg_temp.even(n, 13, 20)] || ' for '
            || v.firms[pg_temp.even(n, 14, 20)] || ' and likes ' || v.skills[pg_temp.skewed(n, 15, 60)] || '.' AS summary,
        jsonb_build_array(jsonb_build_object('institution', 'University of ' || v.places[pg_temp.skewed(n, 16, 30)],
            'studyType', 'Bachelor', 'area', v.titles[pg_temp.even(n, 17, 30)],
            'endDate', (2000 + pg_temp.even(n, 18, 20))::text)) AS education,
        'sha256/' || n AS address, 'https://linkedin.com/in/person-' || n AS linkedin,
        (ARRAY['bulk_upload', 'resume_import', 'google_drive', 'application'])[pg_temp.skewed(n, 19, 4)] AS source,
        timestamp '2026-01-01' - make_interval(mins => {total} - n::integer) AS added,
        sha256(convert_to('person ' || n, 'UTF8')) AS sha256
    FROM generate_series({first}, {last}) n, vocabulary v
)
INSERT INTO candidates (id, recruiter_id, email_key, full_name, email, phone, location, title, summary, skills, experience,
    education, certifications, languages, resume_url, linkedin_url, source, created_at, updated_at, contributions,
    field_dates, needs_review, document_words)
SELECT p.n, p.recruiter_id, p.email, p.full_name, p.email, p.phone, p.place, p.title, p.summary, s.skills, e.experience,
    p.education, '[]', '[{"language": "English", "fluency": "fluent"}]', p.address, p.linkedin, p.source, p.added, p.added,
    jsonb_build_object(encode(p.sha256, 'hex'), jsonb_build_array(jsonb_build_object(
        'date', to_char(p.added, 'YYYY-MM-DD'), 'parser', '1.0', 'resume', p.n, 'source', p.source, 'address', p.address,
        'name', p.full_name, 'isNameCertain', true, 'email', p.email, 'phone', p.phone, 'location', p.place,
        'title', p.title, 'summary', p.summary, 'linkedIn', p.linkedin, 'skills', s.skills, 'experience', e.experience,
        'education', p.education, 'certifications', '[]'::jsonb,
        'languages', '[{"language": "English", "fluency": "fluent"}]'::jsonb))),
    (SELECT jsonb_object_agg(field, to_char(p.added, 'YYYY-MM-DD')) FROM unnest(ARRAY['full_name', 'email', 'phone',
        'location', 'title', 'summary', 'skills', 'experience', 'education', 'languages', 'linkedin_url', 'resume_url']) field),
    pg_temp.draw(p.n, 20) < 0.05,
    (SELECT t.words FROM paragraphs t WHERE t.n = pg_temp.even(p.n, 41, 1000))
        || (SELECT t.words FROM paragraphs t WHERE t.n = pg_temp.even(p.n, 42, 1000))
        || (SELECT t.words FROM paragraphs t WHERE t.n = pg_temp.even(p.n, 43, 1000))
        || (SELECT t.words FROM paragraphs t WHERE t.n = pg_temp.even(p.n, 44, 1000))
        || (SELECT t.words FROM paragraphs t WHERE t.n = pg_temp.even(p.n, 45, 1000))
        || (SELECT t.words FROM paragraphs t WHERE t.n = pg_temp.even(p.n, 46, 1000))
FROM p
CROSS JOIN LATERAL (
    SELECT jsonb_agg(DISTINCT v.skills[pg_temp.skewed(p.n, 100 + k, 60)]) AS skills
    FROM generate_series(1, 12) k, vocabulary v) s
CROSS JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object('name', v.firms[pg_temp.even(p.n, 200 + k, 20)] || ' '
            || v.heads[pg_temp.even(p.n, 210 + k, 20)] || v.tails[pg_temp.even(p.n, 220 + k, 20)] || ' '
            || v.trades[pg_temp.even(p.n, 230 + k, 10)],
        'position', v.levels[pg_temp.even(p.n, 240 + k, 10)] || v.titles[pg_temp.skewed(p.n, 250 + k, 30)],
        'startDate', format('%s-%s', 2022 - 3 * k, lpad(pg_temp.even(p.n, 260 + k, 12)::text, 2, '0')),
        'endDate', format('%s-%s', 2025 - 3 * k, lpad(pg_temp.even(p.n, 270 + k, 12)::text, 2, '0')),
        'highlights', jsonb_build_array((SELECT left(t.text, 200) FROM paragraphs t WHERE t.n = pg_temp.even(p.n, 280 + k, 1000)))) ORDER BY k) AS experience
    FROM vocabulary v, generate_series(0, pg_temp.even(p.n, 30, 5) - 1) k) e;

INSERT INTO resumes (id, uploaded_by, recruiter_id, candidate_id, filename, file_path, file_size, mime_type, status,
    parsed_data, uploaded_at, processed_at, content_sha256, source, source_ref, parser_version, document_date, raw_text,
    confidence, needs_review)
SELECT c.id, c.recruiter_id, c.recruiter_id, c.id, 'person-' || c.id || '.pdf', c.resume_url, 80000, 'application/pdf',
    'completed', jsonb_build_object('name', c.full_name, 'emails', jsonb_build_array(c.email), 'skills', c.skills,
        'work', c.experience, 'education', c.education),
    c.created_at, c.created_at, sha256(convert_to('person ' || c.id, 'UTF8')), c.source, '/inbox/person-' || c.id || '.pdf',
    '1.0', to_char(c.created_at, 'YYYY-MM-DD'),
    (SELECT string_agg((SELECT t.text FROM paragraphs t WHERE t.n = pg_temp.even(c.id, k, 1000)), E'\n' ORDER BY k)
        FROM generate_series(41, 46) k), 0.9, c.needs_review
FROM candidates c WHERE c.id BETWEEN {first} AND {last};

INSERT INTO sightings (resume_id, recruiter_id, source, source_ref, filename, file_size, outcome)
SELECT r.id, r.recruiter_id, r.source, r.source_ref, r.filename, r.file_size, 'created'
FROM resumes r WHERE r.id BETWEEN {first} AND {last};

INSERT INTO candidate_activity (candidate_id, user_id, action, description, activity_metadata, created_at)
SELECT c.id, c.recruiter_id, 'created', 'Created from person-' || c.id || '.pdf',
    jsonb_build_object('resume_id', c.id, 'source', c.source), c.created_at
FROM candidates c WHERE c.id BETWEEN {first} AND {last};

INSERT INTO candidate_tags (candidate_id, tag, created_by)
SELECT c.id, (ARRAY['shortlist', 'interviewed', 'relocation', 'archive'])[pg_temp.skewed(c.id, 50, 4)], c.recruiter_id
FROM candidates c WHERE c.id BETWEEN {first} AND {last} AND pg_temp.draw(c.id, 51) < 0.2;

INSERT INTO candidate_notes (candidate_id, created_by, note)
SELECT c.id, c.recruiter_id, 'Called; is free from next month on.'
FROM candidates c WHERE c.id BETWEEN {first} AND {last} AND pg_temp.draw(c.id, 52) < 0.1;

INSERT INTO applications (job_id, candidate_id, status, applied_at)
SELECT pg_temp.even(n, 60, {jobs}), pg_temp.even(n, 61, {last} - {first} + 1) + {first} - 1,
    (ARRAY['submitted', 'reviewing', 'rejected', 'interview', 'offer'])[pg_temp.skewed(n, 62, 5)],
    timestamp '2026-01-01' - make_interval(mins => pg_temp.even(n, 63, 1000000))
FROM generate_series(2 * {first} - 1, 2 * {last}) n;
