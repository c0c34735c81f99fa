package io.leadflip.intake.rest;

import io.leadflip.contracts.door.OutboxReplay;
import io.leadflip.contracts.door.OutboxReplayRequest;
import io.leadflip.contracts.event.Source;
import io.leadflip.intake.access.Callers;
import io.leadflip.intake.operation.Everywhere;
import io.leadflip.intake.operation.Everywhere.Gathered;
import io.leadflip.platform.identity.Identifiers;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.replay.ReplayWindow;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Facts told again from the services' outboxes. Consumers recognise by the ids what they have
/// handled, so only what was lost on the way has an effect.
@Tag(name = "admin")
@Path("/v1/admin/replays")
@Consumes("application/json")
@Produces("application/json")
public class ReplayResource {
    /// @param from first instant at which the facts were appended
    /// @param to first instant that is not meant any more; now when it is not given
    /// @param type such as `lead.submitted`; all when it is not given
    /// @param service whose outbox; all when it is not given
    /// @param dryRun only count
    public record ReplayForm(
            Instant from, Instant to, String type, String service, Boolean dryRun) {}

    /// @param unavailable services that did not answer; asking again with them alone does no harm
    public record Replays(UUID id, List<OutboxReplay> services, List<Source> unavailable) {}

    private final Callers callers;
    private final Everywhere everywhere;
    private final ReplayWindow window;

    ReplayResource(Callers callers, Everywhere everywhere, ReplayWindow window) {
        this.callers = callers;
        this.everywhere = everywhere;
        this.window = window;
    }

    @POST
    @Operation(summary = "Tells facts of a time again, or counts them")
    public Uni<Replays> replay(ReplayForm form) {
        var given = Bodies.required(form);
        return callers.account("admin")
                .chain(
                        admin -> {
                            var request = window.checked(request(given));
                            return everywhere
                                    .ask(
                                            everywhere.service(given.service()),
                                            owner -> owner.replay(request, admin.subject()))
                                    .map(answers -> replays(request.id(), answers));
                        });
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "How far a replay is, service by service")
    public Uni<Replays> progress(@PathParam("id") UUID id) {
        return callers.account("admin")
                .chain(admin -> everywhere.ask(Optional.empty(), owner -> owner.find(id)))
                .map(
                        answers ->
                                replays(
                                        id,
                                        new Gathered<>(
                                                answers.answers().stream()
                                                        .flatMap(Optional::stream)
                                                        .toList(),
                                                answers.unavailable())))
                .invoke(ReplayResource::requireKnown);
    }

    private static OutboxReplayRequest request(ReplayForm form) {
        return new OutboxReplayRequest(
                Identifiers.next(),
                form.from(),
                form.to(),
                form.type(),
                Boolean.TRUE.equals(form.dryRun()));
    }

    private static Replays replays(UUID id, Gathered<OutboxReplay> answers) {
        return new Replays(id, answers.answers(), answers.unavailable());
    }

    private static void requireKnown(Replays replays) {
        if (replays.services().isEmpty() && replays.unavailable().isEmpty()) {
            throw Problem.noSuch("replay");
        }
    }
}
