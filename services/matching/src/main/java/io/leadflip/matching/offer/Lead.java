package io.leadflip.matching.offer;

import io.leadflip.contracts.event.LeadFact.LeadClassified;
import io.leadflip.contracts.value.ServiceCategory;
import io.leadflip.contracts.value.Urgency;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/// A lead as matching follows it. Its row lock orders everything that happens to its offers.
@Entity
public class Lead {
    /// `OPEN → UNMATCHED | CLOSED`; both are final.
    enum State {
        OPEN,
        UNMATCHED,
        CLOSED
    }

    @Id private UUID id;

    @Enumerated(EnumType.STRING)
    private ServiceCategory category;

    @Enumerated(EnumType.STRING)
    private Urgency urgency;

    @Enumerated(EnumType.STRING)
    private State state;

    private int wave;

    @Column(name = "classified_at")
    private Instant classifiedAt;

    protected Lead() {}

    static Lead classified(LeadClassified fact) {
        var lead = new Lead();
        lead.id = fact.leadId();
        lead.category = fact.category();
        lead.urgency = fact.urgency();
        lead.state = State.OPEN;
        lead.classifiedAt = fact.classifiedAt();
        return lead;
    }

    UUID id() {
        return id;
    }

    ServiceCategory category() {
        return category;
    }

    Urgency urgency() {
        return urgency;
    }

    boolean open() {
        return state == State.OPEN;
    }

    int nextWave() {
        return ++wave;
    }

    void unmatched() {
        state = State.UNMATCHED;
    }

    void close() {
        state = State.CLOSED;
    }
}
