package io.leadflip.intake.operation;

import io.leadflip.contracts.event.Source;
import io.leadflip.intake.IntakeConfig;
import io.leadflip.platform.door.DoorClients;
import io.leadflip.platform.problem.FailureDescription;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// Asks every service that keeps something, or one of them, each within a deadline. Who does not
/// answer is named; the others' answers stand.
@ApplicationScoped
public class Everywhere {
    private static final Logger LOG = Logger.getLogger(Everywhere.class);
    private static final List<Source> PEERS =
            List.of(Source.MATCHING, Source.CALL_ORCHESTRATOR, Source.NOTIFIER);

    private static final Set<Integer> REFUSALS = Set.of(400, 422);

    private final Map<Source, Operations> services = new EnumMap<>(Source.class);
    private final IntakeConfig config;

    Everywhere(OwnOperations own, DoorClients clients, IntakeConfig config) {
        this.config = config;
        services.put(Source.LEAD_INTAKE, own);
        PEERS.forEach(
                peer ->
                        services.put(
                                peer, new PeerOperations(clients.client(ServiceDoor.class, peer))));
    }

    /// @param unavailable those that did not answer
    public record Gathered<T>(List<T> answers, List<Source> unavailable) {}

    private sealed interface Answer<T> {
        record Given<T>(T value) implements Answer<T> {}

        record Missing<T>(Source service) implements Answer<T> {}

        record Refused<T>(Problem problem) implements Answer<T> {}
    }

    /// Asks `service`, or all of them when it is empty. What one of them refuses is refused.
    public <T> Uni<Gathered<T>> ask(
            Optional<Source> service, Function<Operations, Uni<T>> question) {
        var asked =
                services.keySet().stream()
                        .filter(source -> service.map(source::equals).orElse(true))
                        .map(source -> answer(source, question))
                        .toList();
        return Uni.join().all(asked).andFailFast().map(Everywhere::gathered);
    }

    /// Asks one service, which has to answer.
    public <T> Uni<T> one(Source service, Function<Operations, Uni<T>> question) {
        return ask(Optional.of(service), question)
                .map(
                        gathered ->
                                gathered.answers().stream()
                                        .findFirst()
                                        .orElseThrow(() -> unavailable(service)));
    }

    /// @throws Problem 400 when `name` is no service that keeps anything
    public Optional<Source> service(String name) {
        if (name == null) {
            return Optional.empty();
        }
        var found =
                services.keySet().stream().filter(source -> source.wire().equals(name)).findFirst();
        if (found.isEmpty()) {
            throw new Problem(ProblemType.BAD_REQUEST, "There is no service of that name.");
        }
        return found;
    }

    private <T> Uni<Answer<T>> answer(Source source, Function<Operations, Uni<T>> question) {
        return Uni.createFrom()
                .deferred(() -> question.apply(services.get(source)))
                .ifNoItem()
                .after(config.operationDeadline())
                .fail()
                .<Answer<T>>map(Answer.Given::new)
                .onFailure()
                .recoverWithItem(failure -> failed(source, failure));
    }

    private static <T> Answer<T> failed(Source source, Throwable failure) {
        var refusal = refusal(failure);
        if (refusal.isPresent()) {
            return new Answer.Refused<>(refusal.get());
        }
        LOG.warnf("%s did not answer: %s", source.wire(), FailureDescription.brief(failure));
        return new Answer.Missing<>(source);
    }

    /// What the question is to blame for.
    private static Optional<Problem> refusal(Throwable failure) {
        return switch (failure) {
            case Problem problem when problem.type().status() < 500 -> Optional.of(problem);
            case WebApplicationException answer
                    when REFUSALS.contains(answer.getResponse().getStatus()) ->
                    Optional.of(
                            new Problem(
                                    ProblemType.UNPROCESSABLE, "The service refused the request."));
            default -> Optional.empty();
        };
    }

    private static <T> Gathered<T> gathered(List<Answer<T>> answers) {
        var given = new ArrayList<T>();
        var missing = new ArrayList<Source>();
        for (var answer : answers) {
            switch (answer) {
                case Answer.Given<T>(var value) -> given.add(value);
                case Answer.Missing<T>(var service) -> missing.add(service);
                case Answer.Refused<T>(var problem) -> throw problem;
            }
        }
        return new Gathered<>(given, missing);
    }

    private static Problem unavailable(Source service) {
        return new Problem(
                        ProblemType.UNAVAILABLE,
                        "%s does not answer right now.".formatted(service.wire()))
                .retryAfter(2);
    }
}
