DROP INDEX idx_workers_running;
ALTER TABLE workers DROP COLUMN process, DROP COLUMN completed, DROP COLUMN failed, DROP COLUMN stages;
DROP INDEX idx_resumes_holder, idx_resumes_queue_recruiter, idx_resumes_queue;
ALTER TABLE resumes DROP COLUMN priority;
CREATE INDEX idx_resumes_queue ON resumes(available_at, id) WHERE status = 'pending';
