-- Officers put the facts of a site in an order of their own. What a fact is known by stays its position, so that whoever changes
-- one while another moves it finds it.
ALTER TABLE site_fact ADD COLUMN place BIGINT NOT NULL DEFAULT 0;
UPDATE site_fact SET place = position;
