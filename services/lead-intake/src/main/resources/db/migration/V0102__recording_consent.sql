-- A consumer may agree to have calls for one business recorded. Such a consent needs the same evidence as any other, and names
-- neither channels nor purposes: it allows no call.
alter table consent
  drop constraint consent_kind_check,
  drop constraint consent_check;
alter table consent
  add constraint consent_kind_check
    check (kind in ('SERVICE_MESSAGES', 'MARKETING', 'SELLER_CONTACT', 'CALLBACK', 'CALL_RECORDING')),
  add constraint consent_check check (kind in ('SERVICE_MESSAGES', 'MARKETING')
    or (match_id is not null and business_id is not null and contact_key is not null and expires_at is not null
        and case kind when 'CALL_RECORDING' then channels = '{}' and purposes = '{}'
                      else cardinality(channels) > 0 and cardinality(purposes) > 0 end));
