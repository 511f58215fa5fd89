REVOKE SELECT (job_id) ON candidate_job_matches FROM hotgigs_worker;
REVOKE SELECT (recruiter_id) ON candidate_shares FROM hotgigs_worker;
REVOKE SELECT (tag) ON candidate_tags FROM hotgigs_worker;
REVOKE UPDATE (candidate_id) ON candidate_notes, candidate_tags, candidate_shares, candidate_job_matches, applications,
    applications_archive, candidate_activity FROM hotgigs_worker;
DROP POLICY worker_move ON applications_archive;
DROP POLICY worker_move ON applications;
DROP POLICY worker_move ON candidate_job_matches;
DROP POLICY worker_move ON candidate_shares;
DROP POLICY worker_move ON candidate_tags;
DROP POLICY worker_move ON candidate_notes;
DROP TABLE candidate_addresses;
