-- Types in words: ID is BLOB/UUID, times BIGINT unix ms UTC, money BIGINT rupiah, weights BIGINT grams, JSON as TEXT.

-- identity ---------------------------------------------------------------------------------------------------
CREATE TABLE person (
  id UUID PRIMARY KEY,
  name TEXT NOT NULL,
  name_folded TEXT NOT NULL,        -- without case and accents: lists are searched by it
  email TEXT UNIQUE,
  phone TEXT UNIQUE,
  password_hash TEXT NOT NULL,
  locale TEXT NOT NULL,
  demo BOOLEAN NOT NULL DEFAULT FALSE,
  created_at BIGINT NOT NULL,
  CHECK (email IS NOT NULL OR phone IS NOT NULL)
);

CREATE TABLE person_role (
  person_id UUID NOT NULL REFERENCES person(id),
  role TEXT NOT NULL,
  granted_at BIGINT NOT NULL,
  PRIMARY KEY (person_id, role)
);

-- The cookie holds a secret; only its SHA-256 is kept. person_id is null for a guest (who may have a cart).
CREATE TABLE session (
  id UUID PRIMARY KEY,
  token_hash BYTEA NOT NULL UNIQUE,
  person_id UUID REFERENCES person(id),
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  agent TEXT NOT NULL
);
CREATE INDEX session_person ON session (person_id);
CREATE INDEX session_expiry ON session (expires_at);

CREATE TABLE password_reset (
  token_hash BYTEA PRIMARY KEY,
  person_id UUID NOT NULL REFERENCES person(id),
  expires_at BIGINT NOT NULL
);

-- Attempts per key (account or address) in a window; in the database so that every node counts the same.
CREATE TABLE throttle (
  key TEXT PRIMARY KEY,
  window_start BIGINT NOT NULL,
  attempts BIGINT NOT NULL
);

CREATE TABLE audit (
  id UUID PRIMARY KEY,
  at BIGINT NOT NULL,
  actor_id UUID REFERENCES person(id),
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL
);
CREATE INDEX audit_at ON audit (at);

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_by UUID REFERENCES person(id)
);

-- jobs and change feed ------------------------------------------------------------------------------------------
CREATE TABLE job (
  id UUID PRIMARY KEY,
  kind TEXT NOT NULL,
  lane TEXT NOT NULL,               -- index | mail | photo: each is worked off by a loop of its own
  payload TEXT NOT NULL,
  -- one waiting job per key: asking twice for the same work is asking once
  dedupe_key TEXT,
  state TEXT NOT NULL,              -- waiting | running | done | dead
  run_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL DEFAULT 0,
  locked_until BIGINT,
  last_error TEXT,
  created_at BIGINT NOT NULL,
  finished_at BIGINT
);
-- what is due is read from the front of an index, however long the queue: new jobs, and those that were tried before
CREATE INDEX job_new ON job (lane, run_at, id) WHERE state = 'waiting' AND attempts = 0;
CREATE INDEX job_tried ON job (lane, run_at, id) WHERE state IN ('waiting', 'running') AND attempts > 0;
CREATE UNIQUE INDEX job_dedupe ON job (dedupe_key) WHERE state = 'waiting' AND dedupe_key IS NOT NULL;

-- What public pages show has changed: every node drops its cached pages by tag (product:…, shop:…, category:…).
CREATE TABLE page_change (
  seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tag TEXT NOT NULL,
  at BIGINT NOT NULL
);

CREATE TABLE notice (
  id UUID PRIMARY KEY,
  person_id UUID NOT NULL REFERENCES person(id),
  at BIGINT NOT NULL,
  kind TEXT NOT NULL,
  args TEXT NOT NULL,               -- JSON: what the words of this kind need; translated when read
  href TEXT NOT NULL,
  read_at BIGINT,
  dedupe_key TEXT NOT NULL UNIQUE
);
CREATE INDEX notice_person ON notice (person_id, at);
-- counted on every page of the person
CREATE INDEX notice_unread ON notice (person_id) WHERE read_at IS NULL;

-- catalogue -------------------------------------------------------------------------------------------------------
CREATE TABLE category (
  slug TEXT PRIMARY KEY,
  parent_slug TEXT REFERENCES category(slug),
  name_id TEXT NOT NULL,
  name_en TEXT NOT NULL,
  position BIGINT NOT NULL
);

CREATE TABLE shop (
  id UUID PRIMARY KEY,
  owner_id UUID NOT NULL REFERENCES person(id),
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  story_id TEXT NOT NULL DEFAULT '',
  story_en TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL,              -- draft | submitted | changes_requested | approved | rejected
  review_reason TEXT NOT NULL DEFAULT '',
  phone TEXT,
  street TEXT NOT NULL DEFAULT '',
  kelurahan TEXT,
  lat DOUBLE PRECISION,
  lon DOUBLE PRECISION,
  nib TEXT,
  opening_hours TEXT NOT NULL DEFAULT '[]',  -- JSON, seven days from Monday
  bank_name TEXT NOT NULL DEFAULT '',
  bank_account TEXT NOT NULL DEFAULT '',
  bank_holder TEXT NOT NULL DEFAULT '',
  pickup BOOLEAN NOT NULL DEFAULT FALSE,
  own_courier BOOLEAN NOT NULL DEFAULT FALSE,
  flat_courier BOOLEAN NOT NULL DEFAULT FALSE,
  flat_fee_per_kg BIGINT NOT NULL DEFAULT 0,
  cod BOOLEAN NOT NULL DEFAULT FALSE,
  pay_at_pickup BOOLEAN NOT NULL DEFAULT FALSE,
  demo BOOLEAN NOT NULL DEFAULT FALSE,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  submitted_at BIGINT,
  approved_at BIGINT
);
CREATE INDEX shop_owner ON shop (owner_id);
CREATE INDEX shop_state ON shop (state, kelurahan);

-- The shop's own courier goes to these kelurahan, for this fee.
CREATE TABLE courier_fee (
  shop_id UUID NOT NULL REFERENCES shop(id),
  kelurahan TEXT NOT NULL,
  fee BIGINT NOT NULL CHECK (fee >= 0),
  PRIMARY KEY (shop_id, kelurahan)
);

CREATE TABLE product (
  id UUID PRIMARY KEY,
  shop_id UUID NOT NULL REFERENCES shop(id),
  category_slug TEXT NOT NULL REFERENCES category(slug),
  slug TEXT NOT NULL UNIQUE,
  name_id TEXT NOT NULL,
  name_en TEXT NOT NULL DEFAULT '',
  name_folded TEXT NOT NULL DEFAULT '',  -- both names without case and accents: its merchant's list is searched by it
  description_id TEXT NOT NULL DEFAULT '',
  description_en TEXT NOT NULL DEFAULT '',
  unit TEXT NOT NULL,               -- bungkus, kotak, kg, …
  kbli TEXT,
  options TEXT NOT NULL DEFAULT '[]',  -- JSON [{name_id, name_en, values:[{id,en}]}]
  state TEXT NOT NULL,              -- draft | published | archived
  -- of its active variants, kept with them: lists sort and show it without looking at every variant
  price_min BIGINT NOT NULL DEFAULT 0,
  price_max BIGINT NOT NULL DEFAULT 0,
  demo BOOLEAN NOT NULL DEFAULT FALSE,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  published_at BIGINT
);
CREATE INDEX product_shop ON product (shop_id, state, published_at, id);
CREATE INDEX product_newest ON product (state, published_at, id);
CREATE INDEX product_category ON product (category_slug, state, published_at, id);
CREATE INDEX product_category_price ON product (category_slug, state, price_min, id);

CREATE TABLE variant (
  id UUID PRIMARY KEY,
  product_id UUID NOT NULL REFERENCES product(id),
  sku TEXT NOT NULL,
  choices TEXT NOT NULL DEFAULT '[]',  -- JSON: the index chosen of each option of the product
  price BIGINT NOT NULL CHECK (price > 0),
  stock BIGINT NOT NULL CHECK (stock >= 0),
  weight_g BIGINT NOT NULL CHECK (weight_g >= 0),
  position BIGINT NOT NULL,
  active BOOLEAN NOT NULL DEFAULT TRUE
);
CREATE INDEX variant_product ON variant (product_id, position);
CREATE INDEX variant_sku ON variant (sku);

-- Every change of stock with its cause. One move per order line and kind: stock returns exactly once.
CREATE TABLE stock_move (
  id UUID PRIMARY KEY,
  variant_id UUID NOT NULL REFERENCES variant(id),
  kind TEXT NOT NULL,               -- opening | correction | reserved | returned
  delta BIGINT NOT NULL,
  order_line_id UUID,
  at BIGINT NOT NULL,
  actor_id UUID,
  UNIQUE (order_line_id, kind)
);
CREATE INDEX stock_move_variant ON stock_move (variant_id, at);

CREATE TABLE licence (
  id UUID PRIMARY KEY,
  product_id UUID NOT NULL REFERENCES product(id),
  kind TEXT NOT NULL,               -- pirt | halal
  number TEXT NOT NULL,
  expires_at BIGINT,
  state TEXT NOT NULL,              -- submitted | verified | rejected
  reason TEXT NOT NULL DEFAULT '',
  decided_by UUID REFERENCES person(id),
  decided_at BIGINT,
  created_at BIGINT NOT NULL,
  UNIQUE (product_id, kind)
);
CREATE INDEX licence_state ON licence (state, created_at);

CREATE TABLE photo (
  id UUID PRIMARY KEY,
  product_id UUID NOT NULL REFERENCES product(id),
  position BIGINT NOT NULL,
  state TEXT NOT NULL,              -- pending | ready | failed
  width BIGINT NOT NULL,            -- of the original, after orientation
  height BIGINT NOT NULL,
  widths TEXT NOT NULL DEFAULT '[]',   -- JSON: the widths that were made, ascending
  created_at BIGINT NOT NULL
);
CREATE INDEX photo_product ON photo (product_id, position);

CREATE TABLE synonym_group (
  id UUID PRIMARY KEY,
  words TEXT NOT NULL,              -- comma-separated
  updated_at BIGINT NOT NULL
);

-- buying ------------------------------------------------------------------------------------------------------------
CREATE TABLE cart (
  id UUID PRIMARY KEY,
  session_id UUID UNIQUE REFERENCES session(id) ON DELETE CASCADE,
  person_id UUID UNIQUE REFERENCES person(id),
  kelurahan TEXT,                   -- where it shall go, once the shopper has said so
  updated_at BIGINT NOT NULL,
  CHECK (session_id IS NOT NULL OR person_id IS NOT NULL)
);

CREATE TABLE cart_line (
  id UUID PRIMARY KEY,
  cart_id UUID NOT NULL REFERENCES cart(id) ON DELETE CASCADE,
  variant_id UUID NOT NULL REFERENCES variant(id),
  quantity BIGINT NOT NULL CHECK (quantity > 0),
  price_seen BIGINT NOT NULL,       -- the price when the shopper last saw it: a change is told
  added_at BIGINT NOT NULL,
  UNIQUE (cart_id, variant_id)
);

-- What the shopper chose per shop, and what was typed at checkout, survives a lost session.
CREATE TABLE cart_shop (
  cart_id UUID NOT NULL REFERENCES cart(id) ON DELETE CASCADE,
  shop_id UUID NOT NULL REFERENCES shop(id),
  delivery TEXT NOT NULL,           -- pickup | own_courier | flat_courier
  note TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (cart_id, shop_id)
);

CREATE TABLE market_order (
  id UUID PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  secret TEXT NOT NULL UNIQUE,      -- the unguessable part of the link by which a guest follows the order
  person_id UUID REFERENCES person(id),
  idempotency_key TEXT NOT NULL UNIQUE,  -- with its owner in front: nobody finds another's order by it
  form_digest TEXT NOT NULL DEFAULT '',  -- of all that the form said: the same key with another form is not the same order
  contact_name TEXT NOT NULL,
  contact_phone TEXT NOT NULL,
  contact_email TEXT,
  street TEXT NOT NULL,
  kelurahan TEXT,
  locale TEXT NOT NULL,
  payment_method TEXT NOT NULL,     -- cash | card
  goods BIGINT NOT NULL,
  delivery BIGINT NOT NULL,
  total BIGINT NOT NULL,
  placed_at BIGINT NOT NULL,
  CHECK (total = goods + delivery)
);
CREATE INDEX market_order_person ON market_order (person_id, placed_at);

CREATE TABLE sub_order (
  id UUID PRIMARY KEY,
  order_id UUID NOT NULL REFERENCES market_order(id),
  shop_id UUID NOT NULL REFERENCES shop(id),
  number TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL,
  -- false until a card order is paid: before that, and when it never is, it is no order of the shop's
  with_shop BOOLEAN NOT NULL DEFAULT TRUE,
  delivery_kind TEXT NOT NULL,
  goods BIGINT NOT NULL,
  delivery BIGINT NOT NULL,
  total BIGINT NOT NULL,
  weight_g BIGINT NOT NULL,
  note TEXT NOT NULL,
  placed_at BIGINT NOT NULL,
  state_at BIGINT NOT NULL,
  -- the timer that runs now: what happens at this time if nobody acts
  deadline_at BIGINT,
  cancel_asked_at BIGINT,
  cancel_asked_reason TEXT NOT NULL DEFAULT '',
  cancel_deadline_at BIGINT,        -- the request to cancel approves itself
  end_cause TEXT NOT NULL DEFAULT '',
  end_reason TEXT NOT NULL DEFAULT '',
  payment_state TEXT NOT NULL,      -- due | pending | paid | refund_due | refunded | void
  paid_at BIGINT,
  CHECK (total = goods + delivery)
);
CREATE INDEX sub_order_order ON sub_order (order_id);
CREATE INDEX sub_order_shop ON sub_order (shop_id, state, placed_at);
-- a shop's list, the newest first, however long its history
CREATE INDEX sub_order_shop_newest ON sub_order (shop_id, placed_at, id) WHERE with_shop;
CREATE INDEX sub_order_deadline ON sub_order (deadline_at) WHERE deadline_at IS NOT NULL;
CREATE INDEX sub_order_cancel_deadline ON sub_order (cancel_deadline_at) WHERE cancel_deadline_at IS NOT NULL;

CREATE TABLE order_line (
  id UUID PRIMARY KEY,
  sub_order_id UUID NOT NULL REFERENCES sub_order(id),
  variant_id UUID NOT NULL REFERENCES variant(id),
  product_id UUID NOT NULL REFERENCES product(id),
  sku TEXT NOT NULL,
  name_id TEXT NOT NULL,
  name_en TEXT NOT NULL,
  choice_id TEXT NOT NULL,
  choice_en TEXT NOT NULL,
  unit TEXT NOT NULL,
  price BIGINT NOT NULL,
  quantity BIGINT NOT NULL CHECK (quantity > 0),
  total BIGINT NOT NULL,
  weight_g BIGINT NOT NULL,
  CHECK (total = price * quantity)
);
CREATE INDEX order_line_sub ON order_line (sub_order_id);

CREATE TABLE order_event (
  id UUID PRIMARY KEY,
  sub_order_id UUID NOT NULL REFERENCES sub_order(id),
  at BIGINT NOT NULL,
  by_kind TEXT NOT NULL,            -- shopper | merchant | officer | timer | payment
  by_id UUID,
  event TEXT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX order_event_sub ON order_event (sub_order_id, at);

CREATE TABLE payment (
  id UUID PRIMARY KEY,
  order_id UUID NOT NULL REFERENCES market_order(id),
  provider TEXT NOT NULL,
  reference TEXT NOT NULL UNIQUE,   -- ours, unguessable
  provider_reference TEXT,          -- the gateway's, once it has answered
  amount BIGINT NOT NULL,
  state TEXT NOT NULL,              -- pending | failed | paid | surplus
  created_at BIGINT NOT NULL,
  settled_at BIGINT,
  returned_at BIGINT,               -- of a surplus: when it was given back, by whom, by which transfer
  returned_by UUID REFERENCES person(id),
  returned_proof TEXT NOT NULL DEFAULT '',
  UNIQUE (provider, provider_reference)
);
CREATE INDEX payment_order ON payment (order_id);
CREATE INDEX payment_surplus ON payment (settled_at) WHERE state = 'surplus' AND returned_at IS NULL;

-- Cash orders that failed at the door: too many, and cash is switched off for that person or number.
CREATE TABLE cash_failure (
  sub_order_id UUID PRIMARY KEY REFERENCES sub_order(id),
  phone TEXT NOT NULL,
  person_id UUID REFERENCES person(id),
  at BIGINT NOT NULL
);
CREATE INDEX cash_failure_phone ON cash_failure (phone, at);
CREATE INDEX cash_failure_person ON cash_failure (person_id, at);
