-- Many workers: whose row comes first, who holds it, and what each worker is doing.

-- 10: a person waits for it; 0: one of many.
ALTER TABLE resumes ADD COLUMN priority SMALLINT NOT NULL DEFAULT 0;
DROP INDEX idx_resumes_queue;
CREATE INDEX idx_resumes_queue ON resumes(priority DESC, available_at, id) WHERE status = 'pending';
-- The same for each recruiter: workers take from each in turn.
CREATE INDEX idx_resumes_queue_recruiter ON resumes(recruiter_id, priority DESC, available_at, id)
    WHERE status = 'pending';
-- `leased_by` is the id of a row of `workers`.
CREATE INDEX idx_resumes_holder ON resumes(leased_by) WHERE status = 'processing';

ALTER TABLE workers
    ADD COLUMN process TEXT, -- beyond its number: the boot, the process namespace and the start, so that a successor is told apart
    ADD COLUMN completed BIGINT NOT NULL DEFAULT 0, -- resumes that became candidates
    ADD COLUMN failed BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN stages JSONB NOT NULL DEFAULT '[]'; -- the stages of its pipeline at the last heartbeat
CREATE INDEX idx_workers_running ON workers(host) WHERE stopped_at IS NULL;
