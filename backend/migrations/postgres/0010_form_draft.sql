-- What was typed into a form that is not sent yet. Names and papers stand in it: all of it is sealed, and kept for a day.
CREATE TABLE form_draft (
  id UUID PRIMARY KEY,              -- sealed with it: what is moved to another row does not open
  session_id UUID REFERENCES session(id) ON DELETE CASCADE,
  person_id UUID REFERENCES person(id),
  form TEXT NOT NULL,               -- party (of a departure) | tender (of a booking)
  subject_id UUID NOT NULL,
  sealed BYTEA NOT NULL,
  kept_at BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  UNIQUE (session_id, form, subject_id),
  UNIQUE (person_id, form, subject_id),
  CHECK ((session_id IS NULL) <> (person_id IS NULL))
);
CREATE INDEX form_draft_until ON form_draft (until_at);
