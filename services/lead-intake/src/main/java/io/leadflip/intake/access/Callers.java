package io.leadflip.intake.access;

import io.leadflip.intake.IntakeConfig;
import io.leadflip.platform.problem.FailureDescription;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/// Finds out who is asking: an account by its bearer token, or a visitor by a tracking token.
@RequestScoped
public class Callers {
    private static final Logger LOG = Logger.getLogger(Callers.class);
    private static final String TRACKING_HEADER = "X-Tracking-Token";
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final CurrentIdentityAssociation identity;
    private final CurrentVertxRequest request;
    private final IntakeConfig config;

    Callers(CurrentIdentityAssociation identity, CurrentVertxRequest request, IntakeConfig config) {
        this.identity = identity;
        this.request = request;
        this.config = config;
    }

    public Uni<Caller> current() {
        var token = request.getCurrent().request().getHeader(TRACKING_HEADER);
        return identity.getDeferredIdentity()
                .onFailure(OIDCException.class)
                .transform(Callers::issuerAway)
                .map(known -> known.isAnonymous() ? new Caller.Visitor(token) : account(known));
    }

    /// @throws Problem 401 for visitors, 403 without the role; admins have every role
    public Uni<Caller.Account> account(String role) {
        return current()
                .map(
                        caller ->
                                switch (caller) {
                                    case Caller.Visitor visitor ->
                                            throw new Problem(
                                                    ProblemType.UNAUTHORIZED,
                                                    "A valid bearer token is needed.");
                                    case Caller.Account account
                                            when !account.roles().contains(role)
                                                    && !account.admin() ->
                                            throw new Problem(
                                                    ProblemType.FORBIDDEN,
                                                    "This needs the role " + role + ".");
                                    case Caller.Account account -> account;
                                });
    }

    /// The issuer's keys cannot be read: nobody is told that a token is bad which may be good.
    private static Throwable issuerAway(Throwable failure) {
        LOG.warnf("The issuer's keys are not known: %s", FailureDescription.brief(failure));
        return new Problem(ProblemType.UNAVAILABLE, "Tokens cannot be checked right now.")
                .retryAfter(2);
    }

    private Caller account(SecurityIdentity known) {
        if (known.getPrincipal() instanceof JsonWebToken token) {
            checkParty(token);
            checkActor(token);
            return new Caller.Account(token.getSubject(), known.getRoles());
        }
        throw new Problem(ProblemType.UNAUTHORIZED, "A valid bearer token is needed.");
    }

    /// Somebody else acts in the account's place (RFC 8693 §4.1): that one may look, and agrees to
    /// and changes nothing.
    private void checkActor(JsonWebToken token) {
        var reads = READING.contains(request.getCurrent().request().method());
        if (token.claim("act").isPresent() && !reads) {
            throw new Problem(
                    ProblemType.FORBIDDEN, "Whoever acts for somebody else may only look.");
        }
    }

    /// Session tokens may omit `azp`, but one that names another client was made for somebody else.
    private void checkParty(JsonWebToken token) {
        Optional<String> party = token.claim("azp");
        if (party.isPresent() && !config.authorizedParties().contains(party.get())) {
            throw new Problem(ProblemType.UNAUTHORIZED, "The token was made for another client.");
        }
        Optional<String> state = token.claim("sts");
        if (state.filter("pending"::equals).isPresent()) {
            throw new Problem(ProblemType.FORBIDDEN, "The session is not complete yet.");
        }
        if (token.getSubject() == null || token.getSubject().isBlank()) {
            throw new Problem(ProblemType.UNAUTHORIZED, "The token names nobody.");
        }
    }
}
