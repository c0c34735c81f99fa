package io.leadflip.calls.transcript;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// An appointment as the agent noted it during the call, by its tool. The extraction gives it more
/// weight than words.
@Entity
@Table(name = "appointment_note")
public class AppointmentNote {
    @Id UUID id;

    @Column(name = "attempt_id")
    UUID attemptId;

    @Column(name = "start_local")
    String startLocal;

    @Column(name = "sealed_note")
    String sealedNote;

    @Column(name = "noted_at")
    Instant notedAt;
}
