-- How a worker's connections to the database fare: where its tasks wait for one, more of them make it faster.
ALTER TABLE workers ADD COLUMN connections JSONB; -- at the last heartbeat
