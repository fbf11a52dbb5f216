-- The waste bank. Types as in 0001; amounts of material BIGINT in grams, millilitres or pieces.

-- Where waste is taken: a unit with a counter, or a drop point.
CREATE TABLE waste_unit (
  id UUID PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,               -- unit | drop_point
  kelurahan TEXT NOT NULL,
  street TEXT NOT NULL,
  lat DOUBLE PRECISION NOT NULL,
  lon DOUBLE PRECISION NOT NULL,
  opening_hours TEXT NOT NULL,      -- JSON, seven days from Monday
  -- what lies in the cash box; kept with each posting to its account, and compared with them every night
  cash BIGINT NOT NULL DEFAULT 0 CHECK (cash >= 0),
  demo BOOLEAN NOT NULL DEFAULT FALSE
);

CREATE TABLE waste_operator (
  unit_id UUID NOT NULL REFERENCES waste_unit(id),
  person_id UUID NOT NULL REFERENCES person(id),
  since BIGINT NOT NULL,
  PRIMARY KEY (unit_id, person_id)
);
CREATE INDEX waste_operator_person ON waste_operator (person_id);

CREATE TABLE material (
  code TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  name_id TEXT NOT NULL,
  name_en TEXT NOT NULL,
  measure TEXT NOT NULL,            -- kg | litre | piece
  warm TEXT,                        -- the row of the emission factors
  position BIGINT NOT NULL
);

-- A price is proposed by one person and put into force by another. It holds from its day until the next one begins.
CREATE TABLE waste_price (
  id UUID PRIMARY KEY,
  material TEXT NOT NULL REFERENCES material(code),
  tier TEXT NOT NULL,
  rate BIGINT NOT NULL CHECK (rate > 0),
  valid_from BIGINT NOT NULL,
  state TEXT NOT NULL,              -- proposed | valid | refused
  proposed_by UUID REFERENCES person(id),
  proposed_at BIGINT NOT NULL,
  decided_by UUID REFERENCES person(id),
  decided_at BIGINT,
  CHECK (decided_by IS NULL OR proposed_by IS NULL OR decided_by <> proposed_by)
);
CREATE UNIQUE INDEX waste_price_valid ON waste_price (material, tier, valid_from) WHERE state = 'valid';
CREATE INDEX waste_price_state ON waste_price (state, proposed_at);

CREATE TABLE waste_member (
  id UUID PRIMARY KEY,
  card TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  phone TEXT,
  person_id UUID UNIQUE REFERENCES person(id),
  home_unit UUID NOT NULL REFERENCES waste_unit(id),
  -- kept with each posting to the member's account, and compared with them every night
  balance BIGINT NOT NULL DEFAULT 0 CHECK (balance >= 0),
  created_at BIGINT NOT NULL,
  nonce TEXT UNIQUE                 -- the form's key, its operator in front: sent twice is one member
);
CREATE INDEX waste_member_phone ON waste_member (phone);

-- What lies in a unit, and what it cost.
CREATE TABLE waste_stock (
  unit_id UUID NOT NULL REFERENCES waste_unit(id),
  material TEXT NOT NULL REFERENCES material(code),
  amount BIGINT NOT NULL CHECK (amount >= 0),
  cost BIGINT NOT NULL CHECK (cost >= 0),
  PRIMARY KEY (unit_id, material),
  CHECK (amount > 0 OR cost = 0)
);

-- The books. Postings come first, then the entry that closes over them: a trigger refuses an entry whose debits are not
-- its credits, and nothing can be added, changed or taken away after it. The reference is checked at the commit, so that no
-- posting stays without its entry.
CREATE TABLE ledger_entry (
  id UUID PRIMARY KEY,
  at BIGINT NOT NULL,
  kind TEXT NOT NULL,               -- deposit | reversal | …
  ref TEXT NOT NULL UNIQUE,         -- what it books; each thing is booked once
  by_id UUID REFERENCES person(id)
);
CREATE INDEX ledger_entry_at ON ledger_entry (at);

CREATE TABLE posting (
  id UUID PRIMARY KEY,
  entry_id UUID NOT NULL REFERENCES ledger_entry(id) DEFERRABLE INITIALLY DEFERRED,
  account TEXT NOT NULL,
  debit BIGINT NOT NULL CHECK (debit >= 0),
  credit BIGINT NOT NULL CHECK (credit >= 0),
  CHECK ((debit = 0) <> (credit = 0))
);
CREATE INDEX posting_entry ON posting (entry_id, debit, credit);
CREATE INDEX posting_account ON posting (account, debit, credit);

CREATE FUNCTION ledger_entry_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF COALESCE((SELECT SUM(debit) - SUM(credit) FROM posting WHERE entry_id = NEW.id), 1) <> 0 THEN
    RAISE EXCEPTION 'ledger: the entry does not balance';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_entry_balances BEFORE INSERT ON ledger_entry FOR EACH ROW EXECUTE FUNCTION ledger_entry_balances();
CREATE FUNCTION posting_after_its_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM ledger_entry WHERE id = NEW.entry_id) THEN
    RAISE EXCEPTION 'ledger: the entry is closed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER posting_after_its_entry BEFORE INSERT ON posting FOR EACH ROW EXECUTE FUNCTION posting_after_its_entry();
-- Two transactions do not see each other's rows: at the commit it is added up once more.
CREATE FUNCTION posting_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT SUM(debit) - SUM(credit) FROM posting WHERE entry_id = NEW.entry_id) <> 0 THEN
    RAISE EXCEPTION 'ledger: the entry does not balance';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER posting_balances AFTER INSERT ON posting DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION posting_balances();
CREATE FUNCTION ledger_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'ledger: nothing is changed or deleted';
END $$;
CREATE TRIGGER ledger_entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry FOR EACH STATEMENT EXECUTE FUNCTION ledger_stays();
CREATE TRIGGER posting_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON posting FOR EACH STATEMENT EXECUTE FUNCTION ledger_stays();

CREATE TABLE waste_deposit (
  id UUID PRIMARY KEY,
  slip TEXT NOT NULL UNIQUE,
  nonce TEXT NOT NULL UNIQUE,       -- the form's or device's key, its operator in front: sent twice is one deposit
  unit_id UUID NOT NULL REFERENCES waste_unit(id),
  member_id UUID NOT NULL REFERENCES waste_member(id),
  operator_id UUID NOT NULL REFERENCES person(id),
  witness_id UUID REFERENCES person(id),
  at BIGINT NOT NULL,
  total BIGINT NOT NULL CHECK (total > 0),
  entry_id UUID NOT NULL REFERENCES ledger_entry(id),
  CHECK (witness_id IS NULL OR witness_id <> operator_id)
);
CREATE INDEX waste_deposit_member ON waste_deposit (member_id, at);
CREATE INDEX waste_deposit_unit ON waste_deposit (unit_id, at);
CREATE INDEX waste_deposit_at ON waste_deposit (at);

CREATE TABLE waste_line (
  id UUID PRIMARY KEY,
  deposit_id UUID NOT NULL REFERENCES waste_deposit(id),
  position BIGINT NOT NULL,
  material TEXT NOT NULL REFERENCES material(code),
  gross BIGINT NOT NULL CHECK (gross > 0),
  tare BIGINT NOT NULL CHECK (tare >= 0),
  deduction BIGINT NOT NULL CHECK (deduction >= 0),
  reason TEXT NOT NULL,
  net BIGINT NOT NULL CHECK (net > 0),
  rate BIGINT NOT NULL,             -- the price at the time
  value BIGINT NOT NULL CHECK (value > 0),
  CHECK (net = gross - tare - deduction)
);
CREATE INDEX waste_line_deposit ON waste_line (deposit_id, value);
CREATE INDEX waste_line_material ON waste_line (material, net);

-- What was weighed in a month, by where and what, without what was undone: kept with each deposit, and compared with the lines by
-- the tests after whatever people do.
CREATE TABLE waste_month (
  month BIGINT NOT NULL,            -- its first moment in Cimahi
  unit_id UUID NOT NULL REFERENCES waste_unit(id),
  material TEXT NOT NULL REFERENCES material(code),
  amount BIGINT NOT NULL CHECK (amount >= 0),
  PRIMARY KEY (month, unit_id, material)
);

-- What left a balance at a counter: in cash, or to a member of the family.
CREATE TABLE waste_payment (
  id UUID PRIMARY KEY,
  slip TEXT NOT NULL UNIQUE,
  nonce TEXT NOT NULL UNIQUE,
  unit_id UUID NOT NULL REFERENCES waste_unit(id),
  member_id UUID NOT NULL REFERENCES waste_member(id),
  to_member UUID REFERENCES waste_member(id),    -- none: in cash
  operator_id UUID NOT NULL REFERENCES person(id),
  at BIGINT NOT NULL,
  amount BIGINT NOT NULL CHECK (amount > 0),
  entry_id UUID NOT NULL REFERENCES ledger_entry(id),
  CHECK (to_member IS NULL OR to_member <> member_id)
);
CREATE INDEX waste_payment_member ON waste_payment (member_id, at);
CREATE INDEX waste_payment_unit ON waste_payment (unit_id, at);

-- A slip is corrected by an entry that undoes it, and a new slip if need be; never by editing.
CREATE TABLE waste_reversal (
  slip TEXT PRIMARY KEY,
  entry_id UUID NOT NULL REFERENCES ledger_entry(id),
  at BIGINT NOT NULL,
  by_id UUID NOT NULL REFERENCES person(id),
  reason TEXT NOT NULL
);

-- Two members of one family: both stood at a counter and agreed.
CREATE TABLE waste_kin (
  one_id UUID NOT NULL REFERENCES waste_member(id),
  other_id UUID NOT NULL REFERENCES waste_member(id),
  unit_id UUID NOT NULL REFERENCES waste_unit(id),
  operator_id UUID NOT NULL REFERENCES person(id),
  since BIGINT NOT NULL,
  PRIMARY KEY (one_id, other_id),
  CHECK (one_id < other_id)
);
CREATE INDEX waste_kin_other ON waste_kin (other_id);

-- Money put into a cash box from outside, or taken out of it (below zero).
CREATE TABLE waste_cash_move (
  nonce TEXT PRIMARY KEY,
  unit_id UUID NOT NULL REFERENCES waste_unit(id),
  amount BIGINT NOT NULL CHECK (amount <> 0),
  note TEXT NOT NULL,
  at BIGINT NOT NULL,
  by_id UUID NOT NULL REFERENCES person(id),
  entry_id UUID NOT NULL REFERENCES ledger_entry(id)
);
CREATE INDEX waste_cash_move_unit ON waste_cash_move (unit_id, at);

-- A day of a cash box that was closed: what the books said then, and what was counted. Never changed.
CREATE TABLE waste_day_close (
  unit_id UUID NOT NULL REFERENCES waste_unit(id),
  day BIGINT NOT NULL,              -- its first moment in Cimahi
  nonce TEXT NOT NULL UNIQUE,
  opening BIGINT NOT NULL,
  lines TEXT NOT NULL,              -- JSON, by the kind of entry
  expected BIGINT NOT NULL,
  counted BIGINT NOT NULL CHECK (counted >= 0),
  reason TEXT NOT NULL,
  by_id UUID NOT NULL REFERENCES person(id),
  at BIGINT NOT NULL,
  entry_id UUID REFERENCES ledger_entry(id),
  PRIMARY KEY (unit_id, day),
  CHECK (counted = expected OR (reason <> '' AND entry_id IS NOT NULL))
);
CREATE INDEX waste_day_close_day ON waste_day_close (day);

-- What lay on a unit's piles when somebody counted, and the second person who agreed to book the difference.
CREATE TABLE waste_count (
  id UUID PRIMARY KEY,
  nonce TEXT NOT NULL UNIQUE,
  unit_id UUID NOT NULL REFERENCES waste_unit(id),
  reason TEXT NOT NULL,
  state TEXT NOT NULL,              -- waiting | booked | dropped
  by_id UUID NOT NULL REFERENCES person(id),
  at BIGINT NOT NULL,
  decided_by UUID REFERENCES person(id),
  decided_at BIGINT,
  CHECK (state <> 'booked' OR decided_by IS NULL OR decided_by <> by_id)
);
CREATE UNIQUE INDEX waste_count_waiting ON waste_count (unit_id) WHERE state = 'waiting';
CREATE INDEX waste_count_unit ON waste_count (unit_id, at);
CREATE TABLE waste_count_line (
  count_id UUID NOT NULL REFERENCES waste_count(id),
  material TEXT NOT NULL REFERENCES material(code),
  booked BIGINT NOT NULL CHECK (booked >= 0),
  counted BIGINT NOT NULL CHECK (counted >= 0),
  worth BIGINT NOT NULL DEFAULT 0,  -- of the difference, when it is booked
  PRIMARY KEY (count_id, material)
);
CREATE INDEX waste_count_line_material ON waste_count_line (material);

-- The rules of the counter, each from its day on until the next.
CREATE TABLE waste_rules (
  valid_from BIGINT PRIMARY KEY,
  rules TEXT NOT NULL,              -- JSON
  set_by UUID REFERENCES person(id),
  set_at BIGINT NOT NULL
);

-- A fare paid from a balance, and what of it was given back. Whoever asks gives the reference: asked again nothing more happens.
CREATE TABLE waste_fare (
  reference TEXT PRIMARY KEY,
  member_id UUID NOT NULL REFERENCES waste_member(id),
  amount BIGINT NOT NULL CHECK (amount > 0),
  returned BIGINT NOT NULL DEFAULT 0 CHECK (returned >= 0 AND returned <= amount),
  at BIGINT NOT NULL
);
CREATE INDEX waste_fare_member ON waste_fare (member_id, at);
CREATE TABLE waste_fare_return (
  reference TEXT PRIMARY KEY,
  fare TEXT NOT NULL REFERENCES waste_fare(reference),
  amount BIGINT NOT NULL CHECK (amount > 0),
  at BIGINT NOT NULL
);
CREATE INDEX waste_fare_return_fare ON waste_fare_return (fare);

-- A fare paid in money, and what of it went back.
CREATE TABLE money_fare (
  reference TEXT PRIMARY KEY,
  account TEXT NOT NULL,            -- where the money came to be: in_hand:… | gateway
  amount BIGINT NOT NULL CHECK (amount > 0),
  returned BIGINT NOT NULL DEFAULT 0 CHECK (returned >= 0 AND returned <= amount),
  at BIGINT NOT NULL
);

-- Balances of accounts that are locked when they move, and belong to no member and no unit; compared with the postings every
-- night. `owner` names the person behind cash on the way.
CREATE TABLE kept_balance (
  account TEXT PRIMARY KEY,
  owner UUID REFERENCES person(id),
  balance BIGINT NOT NULL DEFAULT 0
);

-- Goods sold to a collector.
CREATE TABLE waste_sale (
  id UUID PRIMARY KEY,
  slip TEXT NOT NULL UNIQUE,
  nonce TEXT NOT NULL UNIQUE,
  unit_id UUID NOT NULL REFERENCES waste_unit(id),
  collector TEXT NOT NULL,
  ticket TEXT NOT NULL,             -- of the weigh-bridge
  operator_id UUID NOT NULL REFERENCES person(id),
  at BIGINT NOT NULL,
  total BIGINT NOT NULL CHECK (total >= 0),
  entry_id UUID NOT NULL REFERENCES ledger_entry(id)
);
CREATE INDEX waste_sale_unit ON waste_sale (unit_id, at);

-- A sack of one material, filled from a unit's stock, sealed, sold. What is in it is still the unit's, at what it cost.
CREATE TABLE waste_batch (
  id UUID PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  unit_id UUID NOT NULL REFERENCES waste_unit(id),
  material TEXT NOT NULL REFERENCES material(code),
  state TEXT NOT NULL,              -- open | sealed | sold | emptied
  seal TEXT UNIQUE,                 -- a seal is used once
  amount BIGINT NOT NULL CHECK (amount >= 0),
  cost BIGINT NOT NULL CHECK (cost >= 0),
  opened_at BIGINT NOT NULL,
  sealed_at BIGINT,
  sealed_by UUID REFERENCES person(id),
  sale_id UUID REFERENCES waste_sale(id),
  CHECK ((seal IS NOT NULL) = (state IN ('sealed', 'sold'))),
  CHECK ((sale_id IS NOT NULL) = (state = 'sold'))
);
CREATE INDEX waste_batch_unit ON waste_batch (unit_id, state);
CREATE INDEX waste_batch_sale ON waste_batch (sale_id);

-- What was put into a sack, or taken out again (below zero); never changed.
CREATE TABLE waste_fill (
  nonce TEXT PRIMARY KEY,
  batch_id UUID NOT NULL REFERENCES waste_batch(id),
  amount BIGINT NOT NULL CHECK (amount <> 0),
  cost BIGINT NOT NULL,
  at BIGINT NOT NULL,
  by_id UUID NOT NULL REFERENCES person(id)
);
CREATE INDEX waste_fill_batch ON waste_fill (batch_id);

CREATE TABLE waste_sale_line (
  sale_id UUID NOT NULL REFERENCES waste_sale(id),
  batch_id UUID NOT NULL REFERENCES waste_batch(id),
  booked BIGINT NOT NULL CHECK (booked > 0),    -- what was filled in
  cost BIGINT NOT NULL CHECK (cost >= 0),
  gross BIGINT NOT NULL CHECK (gross > 0),      -- on the weigh-bridge
  tare BIGINT NOT NULL CHECK (tare >= 0 AND tare < gross),
  rate BIGINT NOT NULL CHECK (rate >= 0),
  value BIGINT NOT NULL CHECK (value >= 0),
  PRIMARY KEY (sale_id, batch_id)
);
CREATE INDEX waste_sale_line_batch ON waste_sale_line (batch_id);

-- What the nightly comparison of the books with everything else found; one a day, and those that somebody asked for.
CREATE TABLE waste_check (
  at BIGINT PRIMARY KEY,
  day TEXT UNIQUE,                  -- none: asked for
  sound BOOLEAN NOT NULL,
  report TEXT NOT NULL,             -- JSON
  took_ms BIGINT NOT NULL
);

-- How much CO2e a tonne of a material avoids when it is recycled: estimates, each set from its day on.
CREATE TABLE waste_factor (
  warm TEXT NOT NULL,               -- the material's row in the factors
  valid_from BIGINT NOT NULL,
  version TEXT NOT NULL,
  grams_per_tonne BIGINT NOT NULL CHECK (grams_per_tonne >= 0),
  source TEXT NOT NULL,             -- where it can be looked up
  set_by UUID REFERENCES person(id),
  set_at BIGINT NOT NULL,
  PRIMARY KEY (warm, valid_from)
);

-- That a photo of the goods on the scale is kept, in a file that is named by its content. It is never replaced.
CREATE TABLE waste_photo (
  slip TEXT PRIMARY KEY REFERENCES waste_deposit(slip),
  file TEXT NOT NULL,
  at BIGINT NOT NULL,
  by_id UUID NOT NULL REFERENCES person(id)
);
