-- A business's phone is dialled when a consumer is put through, and it is the business's own word. So somebody of the platform finds
-- out whose it is and says so; another number in the profile takes that away.
alter table business
  add column phone_approved_at timestamptz,
  add column phone_approved_by text,
  add constraint business_phone_approval
    check ((phone_approved_at is null) = (phone_approved_by is null) and (phone_approved_at is null or phone_key is not null));
