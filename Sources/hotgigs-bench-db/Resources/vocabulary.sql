-- Words to make people of, in tables of the session. All of it follows from numbers alone: the same at every run.

-- A number from 0 up to 1 that looks random, of a row and of what it is for.
CREATE FUNCTION pg_temp.draw(seed BIGINT, purpose INTEGER) RETURNS DOUBLE PRECISION
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT (hashint8extended(seed, purpose) & 9007199254740991) / 9007199254740992.0 $$;

-- One of `count` numbers from 1 on, the first ones far more often (Zipf's law).
CREATE FUNCTION pg_temp.skewed(seed BIGINT, purpose INTEGER, count INTEGER) RETURNS INTEGER
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT least(floor(power(count + 1, pg_temp.draw(seed, purpose)))::integer, count) $$;

CREATE FUNCTION pg_temp.even(seed BIGINT, purpose INTEGER, count INTEGER) RETURNS INTEGER
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT floor(pg_temp.draw(seed, purpose) * count)::integer + 1 $$;

-- In its page as it is: a list that had to be inflated for each word would take most of the time.
CREATE TEMP TABLE vocabulary WITH (toast_tuple_target = 8160) AS SELECT
    string_to_array('Ana Ben Carla Dmitri Élise Farid Greta Hugo Ines Jonas Kavya Liam Mei Nils Olga Priya Quentin Rosa Sven Tomás Uma Viktor Wanda Ximena Yusuf Zoë Aisha Björn Chloé Diego Emeka Fatima Giulia Henrik Ivana Jakub Karim Lucía Mateusz Noor', ' ') AS given,
    string_to_array('an el ka mo ri sa to ve lin ber hal dor fen gar mir nor pol ras tam wil', ' ') AS heads,
    string_to_array('sen berg mann ez ova ini ski er ford well ton ley son dóttir ić escu aux ard eau enko', ' ') AS tails,
    string_to_array('Berlin, Germany|London, UK|Paris, France|Madrid, Spain|Lisbon, Portugal|Warsaw, Poland|Stockholm, Sweden|Milan, Italy|Amsterdam, Netherlands|Dublin, Ireland|Vienna, Austria|Zürich, Switzerland|New York, NY|San Francisco, CA|Portland, OR|Austin, TX|Boston, MA|Seattle, WA|Toronto, Canada|São Paulo, Brazil|Bengaluru, India|Pune, India|Kraków, Poland|Malmö, Sweden|Porto, Portugal|Lyon, France|Köln, Germany|Leeds, UK|Gdańsk, Poland|Bilbao, Spain', '|') AS places,
    string_to_array('Software Engineer|Project Manager|Data Analyst|Account Manager|Nurse|Accountant|Product Manager|Sales Representative|Data Scientist|Mechanical Engineer|Teacher|Marketing Manager|DevOps Engineer|Warehouse Operator|UX Designer|Civil Engineer|Recruiter|Lawyer|Chef|Electrician|Site Reliability Engineer|Logistics Coordinator|Physiotherapist|Architect|Pharmacist|Translator|Security Analyst|Business Analyst|Test Engineer|Geologist', '|') AS titles,
    string_to_array('Junior |||||Senior |Senior |Lead |Principal |Head ', '|') AS levels,
    string_to_array('Python|SQL|Java|Excel|JavaScript|Project Management|Git|AWS|Docker|Linux|C++|React|Kubernetes|TypeScript|Communication|C#|.NET|Node.js|Machine Learning|Agile|Scrum|SAP|Go|Swift|Rust|PostgreSQL|Terraform|Kafka|Spark|Azure|Salesforce|Photoshop|AutoCAD|MATLAB|R|Tableau|Power BI|Jira|Ansible|Ruby|PHP|Scala|Kotlin|HTML|CSS|GraphQL|Redis|MongoDB|Jenkins|Negotiation|Bookkeeping|Forklift|First Aid|Patient Care|Lesson Planning|Copywriting|SEO|Welding|CAD|Payroll', '|') AS skills,
    string_to_array('led built designed managed improved delivered supported reduced introduced coordinated trained planned tested maintained negotiated analysed wrote reviewed migrated automated', ' ') AS verbs,
    string_to_array('the a our their several new internal critical regional annual monthly shared legacy large small', ' ') AS qualifiers,
    string_to_array('team platform process system pipeline report budget client project service product database warehouse campaign portfolio contract schedule audit training release', ' ') AS nouns,
    string_to_array('Acme Borealis Cobalt Delphi Everest Fjord Granite Helix Indigo Juniper Kestrel Lumen Meridian Nimbus Onyx Pinnacle Quartz Redwood Summit Tundra', ' ') AS firms,
    string_to_array('Systems Logistics Health Robotics Energy Foods Media Bank Labs Consulting', ' ') AS trades;

-- 1,000 paragraphs of some sixty words, a rare one in every sentence, with their words as the commit makes them: what
-- documents are made of.
CREATE TEMP TABLE paragraphs AS
SELECT p.n, p.text, hotgigs_text_words(p.text) AS words FROM (
    SELECT n / 4 + 1 AS n, string_agg(format('%s %s %s %s for %s %s %s and %s %s %s with %s %s.',
        initcap(v.verbs[pg_temp.even(n, 1, 20)]), v.qualifiers[pg_temp.even(n, 2, 15)], v.nouns[pg_temp.even(n, 3, 20)],
        v.nouns[pg_temp.even(n, 4, 20)], v.qualifiers[pg_temp.even(n, 5, 15)],
        v.heads[pg_temp.even(n, 6, 20)] || v.tails[pg_temp.even(n, 7, 20)] || (n % 97), v.nouns[pg_temp.even(n, 8, 20)],
        v.verbs[pg_temp.even(n, 9, 20)], v.qualifiers[pg_temp.even(n, 10, 15)], v.skills[pg_temp.skewed(n, 11, 60)],
        v.heads[pg_temp.even(n, 12, 20)] || v.heads[pg_temp.even(n, 13, 20)] || v.tails[pg_temp.even(n, 14, 20)],
        v.nouns[pg_temp.even(n, 16, 20)]), ' ') AS text
    FROM generate_series(0, 3999) n, vocabulary v GROUP BY 1
) p;
ALTER TABLE paragraphs ADD PRIMARY KEY (n);
ANALYZE paragraphs;
