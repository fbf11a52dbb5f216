-- Photos of a site. Their files lie beside those of the market, named by what is in them.
CREATE TABLE site_photo (
  site_id BLOB NOT NULL REFERENCES site(id),
  file TEXT NOT NULL,               -- a hash of the upload
  width BIGINT NOT NULL,            -- of the original, as it is to be shown
  height BIGINT NOT NULL,
  widths TEXT NOT NULL,             -- JSON, ascending: what was made of it
  caption TEXT NOT NULL,            -- JSON, both languages; empty: nobody but its site sees it
  credit TEXT NOT NULL,             -- who took it, and by what right it is shown
  by_id BLOB NOT NULL REFERENCES person(id),
  at BIGINT NOT NULL,
  PRIMARY KEY (site_id, file)
);
