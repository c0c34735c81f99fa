package io.leadflip.calls.transfer;

import io.leadflip.calls.contact.NumberFacts;
import io.leadflip.contracts.door.CallPermit;
import java.time.Duration;

/// Facts of which something is changed.
final class TransferFactsBuilder {
    private final String ownNumber;
    private boolean wanted;
    private CallPermit permit;
    private boolean permitOfThisCall;
    private boolean halted;
    private boolean suppressed;
    private NumberFacts number;
    private boolean lineBusy;
    private int withinHour;
    private Duration left;

    private TransferFactsBuilder(TransferFacts facts) {
        ownNumber = facts.ownNumber();
        wanted = facts.wanted();
        permit = facts.permit();
        permitOfThisCall = facts.permitOfThisCall();
        halted = facts.halted();
        suppressed = facts.suppressed();
        number = facts.number();
        lineBusy = facts.lineBusy();
        withinHour = facts.withinHour();
        left = facts.left();
    }

    static TransferFactsBuilder of(TransferFacts facts) {
        return new TransferFactsBuilder(facts);
    }

    TransferFactsBuilder wanted(boolean other) {
        wanted = other;
        return this;
    }

    TransferFactsBuilder permit(CallPermit other) {
        permit = other;
        return this;
    }

    TransferFactsBuilder ofThisCall(boolean other) {
        permitOfThisCall = other;
        return this;
    }

    TransferFactsBuilder halted(boolean other) {
        halted = other;
        return this;
    }

    TransferFactsBuilder suppressed(boolean other) {
        suppressed = other;
        return this;
    }

    TransferFactsBuilder number(NumberFacts other) {
        number = other;
        return this;
    }

    TransferFactsBuilder busy(boolean other) {
        lineBusy = other;
        return this;
    }

    TransferFactsBuilder withinHour(int other) {
        withinHour = other;
        return this;
    }

    TransferFactsBuilder left(Duration other) {
        left = other;
        return this;
    }

    TransferFacts build() {
        return new TransferFacts(
                wanted,
                permit,
                permitOfThisCall,
                halted,
                suppressed,
                number,
                ownNumber,
                lineBusy,
                withinHour,
                left);
    }
}
