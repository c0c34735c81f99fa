package io.leadflip.calls.transcript;

import io.leadflip.platform.identity.Identifiers;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.UUID;

/// The appointments noted during calls; of several the last counts.
@ApplicationScoped
public class AppointmentNotes implements PanacheRepositoryBase<AppointmentNote, UUID> {
    /// @param sealedNote the agent's words, sealed with the attempt's key
    public Uni<Void> add(UUID attemptId, LocalDateTime start, String sealedNote, Instant at) {
        AppointmentNote note = new AppointmentNote();
        note.id = Identifiers.next();
        note.attemptId = attemptId;
        note.startLocal = start.toString();
        note.sealedNote = sealedNote;
        note.notedAt = at;
        return persist(note).replaceWithVoid();
    }

    Uni<Optional<LocalDateTime>> last(UUID attemptId) {
        return find("attemptId = ?1 order by notedAt desc, id desc", attemptId)
                .page(0, 1)
                .list()
                .map(
                        notes ->
                                notes.stream()
                                        .findFirst()
                                        .map(note -> LocalDateTime.parse(note.startLocal)));
    }
}
