package io.leadflip.notifier.sending;

import io.leadflip.notifier.message.Message;
import io.smallrye.mutiny.Uni;

/// Somebody who carries messages of one kind. Asked once per message; a failed `Uni` never happens,
/// doubt is a result.
public interface Provider<M extends Message> {
    /// As it stands in the ledger: `sendgrid`, `mailgun`, `twilio`.
    String name();

    Uni<SendResult> send(Envelope<M> envelope);

    /// Whether the provider has a message that it was asked to send.
    Uni<LookUp> lookUp(Envelope<M> envelope);

    /// What a look-up says.
    sealed interface LookUp {
        /// The provider has it.
        record Found(String messageId) implements LookUp {}

        /// The provider does not show it, which proves nothing yet.
        record NotShown() implements LookUp {}

        /// There is no way to ask: the provider has no look-up, or the address is gone.
        record Impossible() implements LookUp {}

        /// The provider could not be asked.
        record Unanswered() implements LookUp {}
    }
}
