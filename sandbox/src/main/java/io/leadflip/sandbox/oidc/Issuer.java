package io.leadflip.sandbox.oidc;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import okhttp3.HttpUrl;

/// The sign-in provider: a real OIDC issuer (discovery, JWKS, RS256) whose session tokens have the
/// shape of Clerk's: `azp` instead of `aud`, `sid`, `sts`, `v: 2`, and the roles of the template
/// claim `leadflip_roles`.
///
/// Its signing key is the same after every start, so a token outlives a restarted sandbox.
public final class Issuer implements AutoCloseable {
    /// The path of the issuer and the id of its key.
    public static final String ID = "leadflip";

    /// The web client that tokens name as authorised party unless another is asked for.
    public static final String DEFAULT_PARTY = "leadflip-web";

    private static final Duration LIFETIME = Duration.ofHours(1);

    private final MockOAuth2Server server;
    private final HttpUrl issuer;

    private Issuer(MockOAuth2Server server, HttpUrl issuer) {
        this.server = server;
        this.issuer = issuer;
    }

    /// An issuer on `port` of the loopback address; 0 takes any free port.
    public static Issuer start(int port) {
        MockOAuth2Server server = new MockOAuth2Server();
        server.start(InetAddress.getLoopbackAddress(), port);
        HttpUrl issuer = server.issuerUrl(ID).newBuilder().host("127.0.0.1").build();
        return new Issuer(server, issuer);
    }

    /// What stands in `iss`, and where discovery begins.
    public URI uri() {
        return issuer.uri();
    }

    /// A session of `subject`, good for an hour.
    public String token(String subject, List<String> roles) {
        return token(subject, roles, Map.of(), LIFETIME);
    }

    /// A session with claims of its own: `extra` is laid over the usual ones, and an empty value
    /// removes a claim.
    public String token(
            String subject, List<String> roles, Map<String, Object> extra, Duration lifetime) {
        Map<String, Object> claims = new TreeMap<>();
        claims.put("iss", issuer.toString());
        claims.put("sub", subject);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("azp", DEFAULT_PARTY);
        claims.put("sid", "sess_" + UUID.randomUUID().toString().replace("-", ""));
        claims.put("sts", "active");
        claims.put("v", 2);
        claims.put("leadflip_roles", roles);
        claims.putAll(extra);
        claims.values().removeIf(""::equals);
        return server.getConfig().getTokenProvider().jwt(claims, lifetime, ID).serialize();
    }

    @Override
    public void close() {
        server.shutdown();
    }
}
