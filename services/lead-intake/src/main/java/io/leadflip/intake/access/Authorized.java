package io.leadflip.intake.access;

import io.leadflip.platform.postgres.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/// Work for whoever is asking, done in the very transaction in which it was found that they may
/// have it done. A refusal is a problem, and then nothing is done.
@ApplicationScoped
public class Authorized {
    private final Callers callers;
    private final Transactions transactions;
    private final LeadAccess access;

    Authorized(Callers callers, Transactions transactions, LeadAccess access) {
        this.callers = callers;
        this.transactions = transactions;
        this.access = access;
    }

    /// Nothing, but a refusal for whoever is neither the consumer of the lead nor an admin.
    public Uni<Void> consumerOf(UUID leadId) {
        return current(caller -> access.consumerOf(leadId, caller));
    }

    /// For the consumer of the lead, or an admin.
    public <T> Uni<T> consumerOf(UUID leadId, Supplier<Uni<T>> work) {
        return current(caller -> access.consumerOf(leadId, caller).chain(work::get));
    }

    /// For the consumer in person of the lead that was matched.
    public <T> Uni<T> consumerOfMatch(UUID matchId, Supplier<Uni<T>> work) {
        return current(caller -> access.consumerOfMatch(matchId, caller).chain(work::get));
    }

    /// For the consumer who was called, or an admin.
    public <T> Uni<T> consumerOfCall(UUID callId, Supplier<Uni<T>> work) {
        return current(caller -> access.consumerOfCall(callId, caller).chain(work::get));
    }

    /// For the business that was offered the lead, or an admin.
    ///
    /// @param work takes the lead's id
    public <T> Uni<T> businessOfMatch(UUID matchId, Function<UUID, Uni<T>> work) {
        return business(caller -> access.businessOfMatch(matchId, caller).chain(work::apply));
    }

    /// For the owner of the business, or an admin.
    public <T> Uni<T> ownerOf(UUID businessId, Supplier<Uni<T>> work) {
        return business(caller -> access.ownerOfBusiness(businessId, caller).chain(work::get));
    }

    /// Nothing, but a refusal for whoever is neither a side of the call nor an admin.
    public Uni<Void> partyOfCall(UUID callId) {
        return current(caller -> access.partyOfCall(callId, caller));
    }

    /// For both sides of the call, or an admin.
    ///
    /// @param work takes who asks
    public <T> Uni<T> partyOfCall(UUID callId, Function<Caller, Uni<T>> work) {
        return current(
                caller -> access.partyOfCall(callId, caller).chain(() -> work.apply(caller)));
    }

    private <T> Uni<T> current(Function<Caller, Uni<T>> work) {
        return callers.current().chain(caller -> transactions.run(() -> work.apply(caller)));
    }

    private <T> Uni<T> business(Function<Caller.Account, Uni<T>> work) {
        return callers.account("business")
                .chain(caller -> transactions.run(() -> work.apply(caller)));
    }
}
