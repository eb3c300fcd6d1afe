-- What the public catalogue is searched by: made from the current version and from the organisation's names (store/catalogue-index.ts) whenever
-- they are written. Null: a row from before, made at the next start.
alter table achievement
  -- Every mandatory element is stated, and its author has not taken it out of the catalogue.
  add column offered boolean,
  -- Titles and code, folded: small letters, no accents, no punctuation.
  add column search text,
  -- ISCED-F codes with the broader ones of each, languages of instruction, EQF level.
  add column fields text[],
  add column languages text[],
  add column eqf smallint;
alter table organisation add column search text;
create index achievement_offered on achievement (id) where offered;
create index achievement_fields on achievement using gin (fields) where offered;
