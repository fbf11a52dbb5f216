-- Photos of goods that came with the form of a counter: each waits for the slip that the form makes. What no slip took is forgotten.
CREATE TABLE waste_form_photo (
  file TEXT PRIMARY KEY,
  nonce TEXT NOT NULL,              -- the form's key, its operator in front
  by_id UUID NOT NULL REFERENCES person(id),
  at BIGINT NOT NULL
);
CREATE INDEX waste_form_photo_nonce ON waste_form_photo (nonce, at);
CREATE INDEX waste_form_photo_at ON waste_form_photo (at);

-- The link of a slip, as its printed code says it: whoever has it reads the slip without an account. Slips that were written before
-- have none.
CREATE TABLE waste_slip_link (
  secret TEXT PRIMARY KEY,
  slip TEXT NOT NULL UNIQUE
);

-- An account that asks for a card, by its number: a counter confirms it with the code that the account shows. One for each account.
CREATE TABLE waste_card_request (
  person_id UUID PRIMARY KEY REFERENCES person(id),
  card TEXT NOT NULL,               -- as it was typed; whether there is such a card is not told to who asks
  code TEXT NOT NULL,
  asked_at BIGINT NOT NULL
);
CREATE INDEX waste_card_request_card ON waste_card_request (card, asked_at);
