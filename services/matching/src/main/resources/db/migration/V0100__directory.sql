-- The searchable directory: what matching knows of a business, as its newest full-state fact told it.
create table business (
    id                  uuid primary key,
    sequence            bigint           not null,
    price_tier          text             not null,
    average_job_price   numeric(12, 2),
    emergency_service   boolean          not null,
    licensed            boolean          not null,
    insured             boolean          not null,
    answers_within_24h  boolean          not null,
    tags                text[]           not null,
    time_zone           text             not null,
    quiet_from          time,
    quiet_until         time,
    quiet_emergencies   boolean          not null,
    monthly_cap         integer,
    daily_cap           integer,
    paused_until        timestamptz,
    rating              double precision,
    registered_at       timestamptz      not null,
    constraint business_quiet_hours check ((quiet_from is null) = (quiet_until is null))
);

-- One row per business and trade. `coverage` is a box around everything the business reaches: an own radius cannot be
-- an index condition, a box can. category_id is int because btree_gist has no operator between integer types.
create table business_service (
    business_id uuid                       not null references business on delete cascade,
    category_id integer                    not null,
    active      boolean                    not null,
    radius_m    double precision           not null,
    location    geography(Point, 4326)     not null,
    coverage    geometry(MultiPolygon, 4326) not null,
    primary key (business_id, category_id)
);

create index business_service_coverage on business_service using gist (category_id, coverage) where active;

-- ZIP codes a business serves whatever their distance.
create table business_zip (
    business_id uuid    not null references business on delete cascade,
    category_id integer not null,
    zip         text    not null,
    primary key (zip, category_id, business_id)
);

create index business_zip_business on business_zip (business_id);
