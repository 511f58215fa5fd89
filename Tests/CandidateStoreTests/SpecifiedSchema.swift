/// The data model as it was specified, column by column: what migrations may add to and never change.
enum SpecifiedSchema {
  /// Tables, each with its columns in their order: name, type, then constraints in the notation of SQL.
  static let tables: [(name: String, columns: String)] = [
    (
      "users",
      """
      id SERIAL PRIMARY KEY
      email VARCHAR(255) UNIQUE NOT NULL
      username VARCHAR(100) UNIQUE NOT NULL
      hashed_password VARCHAR(255) NOT NULL
      full_name VARCHAR(255)
      role VARCHAR(50) NOT NULL
      is_active BOOLEAN DEFAULT true
      is_verified BOOLEAN DEFAULT false
      created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
      updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
      """
    ),
    (
      "companies",
      """
      id SERIAL PRIMARY KEY
      name VARCHAR(255) NOT NULL
      description TEXT
      website VARCHAR(255)
      logo_url VARCHAR(500)
      industry VARCHAR(100)
      size VARCHAR(50)
      location VARCHAR(255)
      created_by INTEGER REFERENCES users(id)
      created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
      updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
      """
    ),
    (
      "jobs",
      """
      id SERIAL PRIMARY KEY
      title VARCHAR(255) NOT NULL
      description TEXT NOT NULL
      company_id INTEGER REFERENCES companies(id)
      recruiter_id INTEGER REFERENCES users(id)
      location VARCHAR(255)
      job_type VARCHAR(50)
      experience_level VARCHAR(50)
      salary_min INTEGER
      salary_max INTEGER
      salary_currency VARCHAR(10) DEFAULT 'USD'
      skills JSONB
      requirements TEXT
      benefits TEXT
      status VARCHAR(50) DEFAULT 'active'
      created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
      updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
      expires_at TIMESTAMP
      """
    ),
    (
      "candidates",
      """
      id SERIAL PRIMARY KEY
      user_id INTEGER REFERENCES users(id)
      recruiter_id INTEGER REFERENCES users(id)
      full_name VARCHAR(255) NOT NULL
      email VARCHAR(255) NOT NULL
      phone VARCHAR(50)
      location VARCHAR(255)
      title VARCHAR(255)
      summary TEXT
      skills JSONB
      experience JSONB
      education JSONB
      certifications JSONB
      languages JSONB
      resume_url VARCHAR(500)
      linkedin_url VARCHAR(500)
      github_url VARCHAR(500)
      portfolio_url VARCHAR(500)
      source VARCHAR(50)
      created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
      updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
      """
    ),
    (
      "applications",
      """
      id SERIAL PRIMARY KEY
      job_id INTEGER REFERENCES jobs(id)
      candidate_id INTEGER REFERENCES candidates(id)
      status VARCHAR(50) DEFAULT 'submitted'
      cover_letter TEXT
      resume_url VARCHAR(500)
      applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
      updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
      """
    ),
    (
      "resumes",
      """
      id SERIAL PRIMARY KEY
      uploaded_by INTEGER REFERENCES users(id)
      filename VARCHAR(255) NOT NULL
      file_path VARCHAR(500) NOT NULL
      file_size INTEGER
      mime_type VARCHAR(100)
      status VARCHAR(50) DEFAULT 'pending'
      parsed_data JSONB
      error_message TEXT
      uploaded_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
      processed_at TIMESTAMP
      """
    ),
    (
      "candidate_notes",
      """
      id SERIAL PRIMARY KEY
      candidate_id INTEGER REFERENCES candidates(id)
      created_by INTEGER REFERENCES users(id)
      note TEXT NOT NULL
      created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
      updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
      """
    ),
    (
      "candidate_tags",
      """
      id SERIAL PRIMARY KEY
      candidate_id INTEGER REFERENCES candidates(id)
      tag VARCHAR(100) NOT NULL
      created_by INTEGER REFERENCES users(id)
      created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
      UNIQUE(candidate_id, tag)
      """
    ),
    (
      "candidate_activity",
      """
      id SERIAL PRIMARY KEY
      candidate_id INTEGER REFERENCES candidates(id)
      user_id INTEGER REFERENCES users(id)
      action VARCHAR(100) NOT NULL
      description TEXT
      activity_metadata JSONB
      ip_address VARCHAR(45)
      user_agent TEXT
      created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
      """
    ),
    (
      "google_drive_syncs",
      """
      id SERIAL PRIMARY KEY
      user_id INTEGER REFERENCES users(id)
      folder_id VARCHAR(255) NOT NULL
      folder_name VARCHAR(255)
      sync_frequency VARCHAR(50) DEFAULT 'manual'
      last_sync_at TIMESTAMP
      next_sync_at TIMESTAMP
      status VARCHAR(50) DEFAULT 'active'
      error_message TEXT
      files_synced INTEGER DEFAULT 0
      created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
      updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
      """
    ),
    (
      "candidate_job_matches",
      """
      id SERIAL PRIMARY KEY
      candidate_id INTEGER REFERENCES candidates(id)
      job_id INTEGER REFERENCES jobs(id)
      match_score DECIMAL(5,2)
      skills_match JSONB
      experience_match JSONB
      location_match BOOLEAN
      salary_match BOOLEAN
      ai_explanation TEXT
      is_viewed BOOLEAN DEFAULT false
      viewed_at TIMESTAMP
      created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
      updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
      UNIQUE(candidate_id, job_id)
      """
    ),
    (
      "admin_users",
      """
      id SERIAL PRIMARY KEY
      username VARCHAR(100) UNIQUE NOT NULL
      email VARCHAR(255) UNIQUE NOT NULL
      hashed_password VARCHAR(255) NOT NULL
      full_name VARCHAR(255)
      role VARCHAR(50) DEFAULT 'admin'
      is_active BOOLEAN DEFAULT true
      is_super_admin BOOLEAN DEFAULT false
      last_login TIMESTAMP
      created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
      updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
      """
    ),
    (
      "audit_logs",
      """
      id SERIAL PRIMARY KEY
      admin_user_id INTEGER REFERENCES admin_users(id)
      action VARCHAR(100) NOT NULL
      resource_type VARCHAR(100)
      resource_id VARCHAR(100)
      description TEXT
      changes JSONB
      ip_address VARCHAR(45)
      user_agent TEXT
      status VARCHAR(50) DEFAULT 'success'
      created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
      """
    ),
    (
      "error_logs",
      """
      id SERIAL PRIMARY KEY
      severity VARCHAR(50) NOT NULL
      category VARCHAR(100)
      error_code VARCHAR(100)
      message TEXT NOT NULL
      stack_trace TEXT
      user_id INTEGER REFERENCES users(id)
      request_url VARCHAR(500)
      request_method VARCHAR(10)
      request_data JSONB
      ip_address VARCHAR(45)
      user_agent TEXT
      created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
      """
    ),
    (
      "email_logs",
      """
      id SERIAL PRIMARY KEY
      recipient VARCHAR(255) NOT NULL
      subject VARCHAR(500) NOT NULL
      template VARCHAR(100)
      status VARCHAR(50) DEFAULT 'pending'
      error_message TEXT
      sent_at TIMESTAMP
      delivered_at TIMESTAMP
      opened_at TIMESTAMP
      clicked_at TIMESTAMP
      created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
      """
    ),
    (
      "configuration",
      """
      id SERIAL PRIMARY KEY
      key VARCHAR(255) UNIQUE NOT NULL
      value TEXT
      description TEXT
      category VARCHAR(100)
      type VARCHAR(50) DEFAULT 'string'
      is_secret BOOLEAN DEFAULT false
      updated_by INTEGER REFERENCES admin_users(id)
      created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
      updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
      """
    ),
  ]

  /// Indexes by name, as PostgreSQL prints them.
  static let indexes: [String: String] = [
    "idx_users_email":
      "CREATE INDEX idx_users_email ON public.users USING btree (email)",
    "idx_users_role":
      "CREATE INDEX idx_users_role ON public.users USING btree (role)",
    "idx_jobs_company":
      "CREATE INDEX idx_jobs_company ON public.jobs USING btree (company_id)",
    "idx_jobs_recruiter":
      "CREATE INDEX idx_jobs_recruiter ON public.jobs USING btree (recruiter_id)",
    "idx_jobs_status":
      "CREATE INDEX idx_jobs_status ON public.jobs USING btree (status)",
    "idx_candidates_recruiter":
      "CREATE INDEX idx_candidates_recruiter ON public.candidates USING btree (recruiter_id)",
    "idx_candidates_email":
      "CREATE INDEX idx_candidates_email ON public.candidates USING btree (email)",
    "idx_candidates_source":
      "CREATE INDEX idx_candidates_source ON public.candidates USING btree (source)",
    "idx_applications_job":
      "CREATE INDEX idx_applications_job ON public.applications USING btree (job_id)",
    "idx_applications_candidate":
      "CREATE INDEX idx_applications_candidate ON public.applications USING btree (candidate_id)",
    "idx_applications_status":
      "CREATE INDEX idx_applications_status ON public.applications USING btree (status)",
    "idx_matches_candidate":
      "CREATE INDEX idx_matches_candidate ON public.candidate_job_matches"
      + " USING btree (candidate_id)",
    "idx_matches_job":
      "CREATE INDEX idx_matches_job ON public.candidate_job_matches USING btree (job_id)",
    "idx_matches_score":
      "CREATE INDEX idx_matches_score ON public.candidate_job_matches"
      + " USING btree (match_score DESC)",
    "idx_jobs_fulltext":
      "CREATE INDEX idx_jobs_fulltext ON public.jobs"
      + " USING gin (to_tsvector('english'::regconfig, (((title)::text || ' '::text) || description)))",
    "idx_candidates_fulltext":
      "CREATE INDEX idx_candidates_fulltext ON public.candidates"
      + " USING gin (to_tsvector('english'::regconfig, (((full_name)::text || ' '::text) || COALESCE(summary, ''::text))))",
  ]
}
