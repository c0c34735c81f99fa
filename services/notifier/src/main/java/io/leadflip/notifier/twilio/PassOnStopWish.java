package io.leadflip.notifier.twilio;

import io.leadflip.contracts.event.Source;
import io.leadflip.notifier.NotifierConfig;
import io.leadflip.notifier.twilio.StopWishes.Wish;
import io.leadflip.platform.door.DoorClients;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.work.WorkHandler;
import io.leadflip.platform.work.WorkItem;
import io.leadflip.platform.work.WorkOutcome;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;

/// Tells the contact book of a wish to stop, until it has it. Told twice, it changes nothing there.
@ApplicationScoped
class PassOnStopWish implements WorkHandler {
    static final String KIND = "pass-on-stop";

    private final StopWishes wishes;
    private final SuppressionDoor contactBook;
    private final Transactions transactions;
    private final NotifierConfig config;

    PassOnStopWish(
            StopWishes wishes,
            DoorClients doors,
            Transactions transactions,
            NotifierConfig config) {
        this.wishes = wishes;
        this.contactBook = doors.client(SuppressionDoor.class, Source.LEAD_INTAKE);
        this.transactions = transactions;
        this.config = config;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<WorkOutcome> perform(WorkItem item) {
        return transactions
                .run(() -> wishes.waiting(item.key()))
                .chain(
                        wish ->
                                wish.map(found -> passOn(item.key(), found))
                                        .orElseGet(() -> Uni.createFrom().item(WorkOutcome.DONE)));
    }

    private Uni<WorkOutcome> passOn(String id, Wish wish) {
        return contactBook
                .suppress(new SuppressionDoor.Suppression(wish.phone(), "sms-stop", wish.heardAt()))
                .chain(() -> transactions.run(() -> wishes.passedOn(id, wish)))
                .replaceWith(WorkOutcome.DONE)
                .onFailure()
                .recoverWithItem(this::notYet);
    }

    private WorkOutcome notYet(Throwable failure) {
        return failure instanceof WebApplicationException answered
                        && answered.getResponse().getStatus() == 400
                ? new WorkOutcome.Abandon("refused")
                : new WorkOutcome.Again(config.tryAgainAfter(), "no-answer");
    }
}
