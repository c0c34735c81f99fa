-- A lead as matching follows it: what later waves still need.
create table lead (
    id            uuid primary key,
    category      text        not null,
    urgency       text        not null,
    state         text        not null check (state in ('OPEN', 'UNMATCHED', 'CLOSED')),
    wave          integer     not null,
    classified_at timestamptz not null
);

-- The ranked businesses of a lead, so that every later wave follows the same order.
create table candidate (
    lead_id     uuid             not null references lead on delete cascade,
    rank        integer          not null,
    business_id uuid             not null,
    score       jsonb            not null,
    reasons     text[]           not null,
    distance_m  double precision not null,
    primary key (lead_id, rank),
    unique (lead_id, business_id)
);

-- One lead offered to one business, once and for ever. `reserved_on` is the day, in the business's zone, whose capacity it took.
create table offer (
    id          uuid primary key,
    lead_id     uuid        not null references lead,
    business_id uuid        not null,
    wave        integer     not null,
    state       text        not null check (state in ('OFFERED', 'NOTIFIED', 'ACCEPTED', 'DECLINED', 'EXPIRED', 'WITHDRAWN')),
    reserved_on date        not null,
    offered_at  timestamptz not null,
    closed_at   timestamptz,
    unique (lead_id, business_id),
    constraint offer_closed check ((closed_at is null) = (state in ('OFFERED', 'NOTIFIED')))
);

create index offer_open on offer (lead_id) where state in ('OFFERED', 'NOTIFIED');
create index offer_business on offer (business_id, reserved_on);
create index offer_answers on offer (business_id, closed_at) where state in ('ACCEPTED', 'DECLINED', 'EXPIRED');

-- How many leads of a period a capped business has been promised. `starts_on` is the day, or the first of the month.
create table capacity (
    business_id uuid    not null references business on delete cascade,
    period      text    not null check (period in ('DAY', 'MONTH')),
    starts_on   date    not null,
    used        integer not null check (used >= 0),
    primary key (business_id, period, starts_on)
);
