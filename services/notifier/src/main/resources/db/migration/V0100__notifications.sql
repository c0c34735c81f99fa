-- One message to one recipient about one thing, once and for ever. `subject_id` is what it is about: a match, call, verification or lead.
create table notification (
    id                  uuid primary key,
    lead_id             uuid        not null,
    match_id            uuid,
    call_id             uuid,
    verification_id     uuid,
    subject_id          uuid        not null,
    recipient           text        not null check (recipient in ('CONSUMER', 'BUSINESS')),
    kind                text        not null,
    channel             text        not null check (channel in ('EMAIL', 'SMS')),
    state               text        not null check (state in ('PENDING', 'SENDING', 'SENT', 'FAILED', 'UNKNOWN')),
    provider            text,
    provider_message_id text,
    fence               bigint,
    contact_key         text,
    reason              text,
    delivery            text,
    delivery_last       boolean     not null default false,
    created_at          timestamptz not null,
    sending_at          timestamptz,
    settled_at          timestamptz,
    unique (subject_id, recipient, kind, channel),
    constraint notification_intent check (state <> 'SENDING' or (provider is not null and sending_at is not null)),
    constraint notification_settled check ((settled_at is null) = (state in ('PENDING', 'SENDING')))
);

create index notification_unsettled on notification (state, created_at) where state in ('PENDING', 'SENDING', 'UNKNOWN');
create index notification_provider on notification (provider, provider_message_id);

-- How each business wants to be told, as its newest full-state fact said.
create table business_channel (
    business_id uuid primary key,
    sequence    bigint not null,
    channels    text[] not null
);

-- The opaque tokens in unsubscribe links, and whom each of them stands for.
create table unsubscribe_link (
    token           text primary key,
    contact_key     text        not null,
    created_at      timestamptz not null,
    unsubscribed_at timestamptz
);
