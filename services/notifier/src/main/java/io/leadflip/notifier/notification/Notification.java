package io.leadflip.notifier.notification;

import io.leadflip.contracts.door.PermitRequest;
import io.leadflip.contracts.value.Channel;
import io.leadflip.contracts.value.NotificationKind;
import io.leadflip.contracts.value.Party;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/// One message to one recipient about one thing, as it stood when it was read. Its moves are
/// compare-and-set, in [Notifications].
///
/// `PENDING → SENDING → SENT | FAILED | UNKNOWN`; back to `PENDING` only when the provider provably
/// did nothing, from `UNKNOWN` to `SENT` when the provider says that it has it, and from `SENT` to
/// `FAILED` when it says that it did not arrive.
@Entity
@Immutable
public class Notification {
    public enum State {
        PENDING,
        SENDING,
        SENT,
        FAILED,
        UNKNOWN
    }

    @Id private UUID id;

    @Column(name = "lead_id")
    private UUID leadId;

    @Column(name = "match_id")
    private UUID matchId;

    @Column(name = "call_id")
    private UUID callId;

    @Column(name = "verification_id")
    private UUID verificationId;

    @Enumerated(EnumType.STRING)
    private Party recipient;

    @Enumerated(EnumType.STRING)
    private NotificationKind kind;

    @Enumerated(EnumType.STRING)
    private Channel channel;

    @Enumerated(EnumType.STRING)
    private State state;

    private String provider;

    @Column(name = "contact_key")
    private String contactKey;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "sending_at")
    private Instant sendingAt;

    protected Notification() {}

    public UUID id() {
        return id;
    }

    public UUID leadId() {
        return leadId;
    }

    public UUID matchId() {
        return matchId;
    }

    public Party recipient() {
        return recipient;
    }

    /// Whom it was meant for; null before a provider was to be asked.
    public String contactKey() {
        return contactKey;
    }

    public NotificationKind kind() {
        return kind;
    }

    public Channel channel() {
        return channel;
    }

    public State state() {
        return state;
    }

    public String provider() {
        return provider;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant sendingAt() {
        return sendingAt;
    }

    /// What lead-intake is asked before this goes out.
    public PermitRequest.ForMessage permitRequest() {
        return new PermitRequest.ForMessage(
                id, leadId, matchId, verificationId, callId, recipient, kind, channel);
    }
}
