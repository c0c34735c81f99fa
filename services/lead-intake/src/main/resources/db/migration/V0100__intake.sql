-- What lead-intake owns: the contact book, leads, businesses, answers, calls asked for, and the timeline of each lead.

-- One row for each person as they gave themselves: an account with one set of addresses, or a visitor with one lead.
create table contact (
  id                uuid        primary key,
  subject           text,
  name              text,
  phone             text,
  phone_key         text,
  email             text,
  email_key         text,
  phone_verified_at timestamptz,
  created_at        timestamptz not null default now(),
  check (phone is not null or email is not null),
  check ((phone is null) = (phone_key is null)),
  check ((email is null) = (email_key is null))
);
create unique index contact_account on contact (subject, coalesce(phone_key, ''), coalesce(email_key, ''))
  where subject is not null;
create index contact_phone on contact (phone_key);
create index contact_email on contact (email_key);

create table lead (
  id               uuid        primary key,
  contact_id       uuid        not null references contact (id),
  owner            text,
  tracking_hash    text,
  tracking_until   timestamptz,
  address_key      text        not null,
  text             text        not null check (char_length(text) between 10 and 12000),
  text_hash        text        not null,
  given_zip        text,
  given_city       text,
  status           text        not null,
  round            int         not null default 1,
  category         text,
  urgency          text,
  budget_min       numeric(12, 2),
  budget_max       numeric(12, 2),
  zip              text,
  city             text,
  state            text,
  latitude         double precision,
  longitude        double precision,
  time_zone        text,
  requirements     text[]      not null default '{}',
  phrases          text[]      not null default '{}',
  sentiment        text,
  quality          numeric(3, 1),
  confidence       double precision,
  classifier       text,
  spam             text[]      not null default '{}',
  summary          text,
  language         text,
  missing          text,
  timeline_last    bigint      not null default 0,
  created_at       timestamptz not null default now(),
  updated_at       timestamptz not null default now(),
  check ((owner is null) = (tracking_hash is not null))
);
create index lead_contact on lead (contact_id, created_at);
create index lead_address on lead (address_key, created_at);
create index lead_owner on lead (owner, created_at desc) where owner is not null;
create index lead_status on lead (status);

-- The answer that a key got, for as long as the key may come again.
create table idempotency (
  scope       text        not null,
  key         text        not null,
  fingerprint text        not null,
  response    jsonb       not null,
  created_at  timestamptz not null default now(),
  primary key (scope, key)
);
create index idempotency_age on idempotency (created_at);

create table phone_verification (
  id           uuid        primary key,
  contact_id   uuid        not null references contact (id),
  lead_id      uuid        not null references lead (id),
  phone_key    text        not null,
  code_hash    text        not null,
  tries        int         not null default 0,
  requested_at timestamptz not null default now(),
  expires_at   timestamptz not null,
  used_at      timestamptz
);
create index phone_verification_lead on phone_verification (lead_id, requested_at desc);
create index phone_verification_phone on phone_verification (phone_key, requested_at);

create table business (
  id            uuid        primary key,
  owner         text        not null unique,
  name          text        not null,
  description   text,
  phone         text,
  phone_key     text,
  email         text        not null,
  email_key     text        not null,
  profile       jsonb       not null,
  registered_at timestamptz not null default now(),
  registered_with text      not null,
  registered_as text        not null,
  updated_at    timestamptz not null default now()
);

create table match (
  id                    uuid        primary key,
  lead_id               uuid        not null references lead (id),
  business_id           uuid        not null,
  status                text        not null,
  wave                  int         not null,
  score                 int         not null,
  parts                 jsonb       not null,
  reasons               text[]      not null,
  distance_metres       double precision not null,
  answer_window_seconds bigint      not null,
  offered_at            timestamptz not null,
  notified_at           timestamptz,
  answer_by             timestamptz,
  answered_at           timestamptz,
  decline_reason        text,
  closed_at             timestamptz,
  unique (lead_id, business_id)
);
create index match_business on match (business_id, offered_at desc);

-- Evidence of what was agreed to, never changed except to say when it was revoked. A consent to be contacted by a business
-- cannot be stored without everything that proves it (16 CFR 310.5(a)(8)).
create table consent (
  id                uuid        primary key,
  kind              text        not null check (kind in ('SERVICE_MESSAGES', 'MARKETING', 'SELLER_CONTACT', 'CALLBACK')),
  granted           boolean     not null,
  contact_id        uuid        not null references contact (id),
  lead_id           uuid        not null references lead (id),
  match_id          uuid,
  business_id       uuid,
  contact_key       text,
  channels          text[]      not null default '{}',
  purposes          text[]      not null default '{}',
  text_shown        text        not null check (text_shown <> ''),
  text_version      text        not null check (text_version <> ''),
  text_hash         text        not null check (text_hash <> ''),
  address           text        not null check (address <> ''),
  user_agent        text        not null check (user_agent <> ''),
  page              text        not null check (page <> ''),
  names_seller      boolean     not null default false,
  mentions_ai_voice boolean     not null default false,
  granted_at        timestamptz not null default now(),
  expires_at        timestamptz,
  revoked_at        timestamptz,
  check (kind in ('SERVICE_MESSAGES', 'MARKETING')
    or (match_id is not null and business_id is not null and contact_key is not null and expires_at is not null
        and cardinality(channels) > 0 and cardinality(purposes) > 0))
);
create index consent_match on consent (match_id, granted_at desc);
create unique index consent_current on consent (match_id, kind) where revoked_at is null and match_id is not null;

create table suppression (
  id            uuid        primary key,
  contact_key   text        not null,
  channels      text[]      not null default '{}',
  reason        text        not null,
  suppressed_at timestamptz not null,
  unique (contact_key, channels, reason)
);

create table call_request (
  id                uuid        primary key,
  lead_id           uuid        not null references lead (id),
  match_id          uuid        not null references match (id),
  business_id       uuid        not null,
  purpose           text        not null,
  requested_by      text        not null,
  objective         text        not null,
  not_before        timestamptz,
  requested_at      timestamptz not null,
  status            text        not null,
  outcome           text,
  stop_requested_at timestamptz,
  concluded_at      timestamptz
);
create index call_request_lead on call_request (lead_id);
-- At most one call of a match is under way.
create unique index call_request_open on call_request (match_id)
  where status in ('REQUESTED', 'SCHEDULED', 'ATTEMPTING');

-- Numbered per lead under the lead's row lock: ids follow commit order, so a reader that saw n has missed nothing before it.
create table timeline (
  lead_id uuid        not null references lead (id),
  id      bigint      not null,
  at      timestamptz not null,
  kind    text        not null,
  detail  jsonb       not null,
  primary key (lead_id, id)
);
