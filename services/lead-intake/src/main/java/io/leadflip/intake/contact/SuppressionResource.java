package io.leadflip.intake.contact;

import io.leadflip.contracts.event.ContactFact.ContactSuppressed;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// The door for a wish not to be contacted that came with a phone number, such as STOP by SMS: only
/// the contact book knows the number's key.
@Path("/internal/suppressions")
@Consumes("application/json")
@Produces("application/json")
public class SuppressionResource {
    private static final Pattern REASON = Pattern.compile("[a-z][a-z0-9-]{0,59}");

    /// @param phone E.164
    /// @param reason a code, such as `sms-stop`
    /// @param heardAt when the person said so; null for just now
    public record Suppression(String phone, String reason, Instant heardAt) {
        @Override
        public String toString() {
            return "Suppression[" + reason + "]";
        }
    }

    private final Transactions transactions;
    private final Suppressions suppressions;
    private final ContactKeys keys;
    private final Clock clock;

    SuppressionResource(
            Transactions transactions, Suppressions suppressions, ContactKeys keys, Clock clock) {
        this.transactions = transactions;
        this.suppressions = suppressions;
        this.keys = keys;
        this.clock = clock;
    }

    /// Answers when the wish is committed, for all channels. Asked again it changes nothing.
    @POST
    @Operation(hidden = true)
    public Uni<Response> suppress(Suppression given) {
        var fact = fact(given);
        return transactions
                .run(() -> suppressions.tell(fact))
                .replaceWith(() -> Response.noContent().build());
    }

    private ContactSuppressed fact(Suppression given) {
        if (given == null || given.phone() == null || given.reason() == null) {
            throw new Problem(ProblemType.BAD_REQUEST, "A phone and a reason are needed.");
        }
        if (!REASON.matcher(given.reason()).matches()) {
            throw new Problem(ProblemType.BAD_REQUEST, "The reason is no code.");
        }
        return Addresses.phone(given.phone())
                .map(keys::of)
                .map(key -> new ContactSuppressed(key, Set.of(), given.reason(), when(given)))
                .orElseThrow(() -> new Problem(ProblemType.BAD_REQUEST, "The phone is not valid."));
    }

    /// Nobody says so in the future; another machine's clock may go ahead of ours.
    private Instant when(Suppression given) {
        var now = clock.instant();
        return given.heardAt() == null || given.heardAt().isAfter(now) ? now : given.heardAt();
    }
}
