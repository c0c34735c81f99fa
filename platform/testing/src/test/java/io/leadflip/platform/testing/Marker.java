package io.leadflip.platform.testing;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;

/// Lets Hibernate Reactive start: it does so only where there is an entity.
@Entity
class Marker {
    @Id UUID id;
}
