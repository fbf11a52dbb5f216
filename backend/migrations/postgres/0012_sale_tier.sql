-- Who buys sacks, by the price list, and what that list said for the material then: none where it had no price. Sales of before
-- this were to collectors.
ALTER TABLE waste_sale ADD COLUMN tier TEXT NOT NULL DEFAULT 'collector';
ALTER TABLE waste_sale_line ADD COLUMN list_rate BIGINT;
