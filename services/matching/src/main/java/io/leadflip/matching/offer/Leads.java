package io.leadflip.matching.offer;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;

/// The leads that were classified.
@ApplicationScoped
class Leads implements PanacheRepositoryBase<Lead, UUID> {
    /// Nobody else touches the lead or its offers until the transaction ends.
    Uni<Optional<Lead>> lock(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE).map(Optional::ofNullable);
    }
}
