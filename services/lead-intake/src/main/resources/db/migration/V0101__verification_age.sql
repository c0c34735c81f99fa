-- Old verifications are found by their age when they are removed.
create index phone_verification_age on phone_verification (requested_at);
