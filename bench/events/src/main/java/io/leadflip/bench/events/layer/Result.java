package io.leadflip.bench.events.layer;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;

/// One row an event. Hibernate Reactive starts only where there is an entity; rows are written with
/// plain SQL, as the peer's are.
@Entity
class Result {
    @Id
    @Column(name = "event_id")
    UUID eventId;

    String subject;
    String data;
}
