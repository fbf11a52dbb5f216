-- What happened on the way, as the guide wrote it down: never changed, never taken away.
CREATE TABLE departure_incident (
  nonce TEXT PRIMARY KEY,           -- with the person in front: sent twice it is one note
  departure_id UUID NOT NULL REFERENCES departure(id),
  note TEXT NOT NULL,
  by_id UUID NOT NULL REFERENCES person(id),
  at BIGINT NOT NULL
);
CREATE INDEX departure_incident_of ON departure_incident (departure_id, at);
