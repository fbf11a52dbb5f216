-- A site that an officer opened knows the form that opened it, with the person in front: sent twice it is one site.
ALTER TABLE site ADD COLUMN nonce TEXT;
CREATE UNIQUE INDEX site_nonce ON site (nonce);
