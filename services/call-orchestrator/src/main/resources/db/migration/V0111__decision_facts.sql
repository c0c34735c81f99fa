-- What was decided over, in a fixed order and without the phone; facts_hash is the SHA-256 of it. Older decisions kept the hash only.
alter table contact_decision add column facts text;
