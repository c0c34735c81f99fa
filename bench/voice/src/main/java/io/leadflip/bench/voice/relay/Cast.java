package io.leadflip.bench.voice.relay;

import io.leadflip.bench.voice.Settings;
import io.leadflip.bench.voice.floor.PassThrough;
import io.leadflip.bench.voice.relay.Relay.Recipe;
import io.leadflip.bench.voice.sim.Stage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Who takes part, and how each is started.
public final class Cast {
    public static final String OURS = "leadflip";
    public static final String FLOOR = "floor";
    public static final String NEXT = "websockets-next";
    private static final List<String> NODE =
            List.of("twilio-realtime-agents", "openai-agents", "plain-ws");
    private static final String AUTH_TOKEN = "bench-auth-token";
    private static final String PATH = "/media";

    private final Settings settings;
    private int port;

    public Cast(Settings settings) {
        this.settings = settings;
        this.port = settings.relayPort();
    }

    public List<Recipe> recipes() {
        List<Recipe> all = new ArrayList<>();
        all.add(leadflip());
        NODE.forEach(name -> all.add(node(name)));
        all.add(websocketsNext());
        all.add(floor());
        return all.stream().filter(recipe -> settings.invites(recipe.name())).toList();
    }

    private Recipe leadflip() {
        int own = port++;
        String origin = "http://127.0.0.1:" + settings.modelPort();
        String wsOrigin = "ws://127.0.0.1:" + own;
        Map<String, String> environment = new HashMap<>();
        environment.put("PORT", Integer.toString(own));
        environment.put("REDIS_URL", settings.redisUrl());
        environment.put("TWILIO_ACCOUNT_SID", Stage.ACCOUNT);
        environment.put("TWILIO_AUTH_TOKEN", AUTH_TOKEN);
        environment.put("MEDIA_PUBLIC_ORIGIN", wsOrigin);
        environment.put("OPENAI_API_KEY", "bench");
        environment.put("OPENAI_BASE_URL", origin);
        environment.put(
                "INTERNAL_TOKEN_SECRET", "0123456789abcdef0123456789abcdef0123456789abcdef");
        environment.put("CALL_ORCHESTRATOR_DOOR_URL", origin);
        environment.put("BRIDGE_MAX_CALLS", "5000");
        environment.put("BRIDGE_SELF_TEST", "false");
        Path gcLog = settings.logs().resolve("voice-" + OURS + ".gc");
        List<String> command = new ArrayList<>(javaWith(gcLog));
        command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        command.addAll(settings.bridgeOptions());
        command.addAll(List.of("-jar", settings.bridge().toString()));
        String signature = "X-Twilio-Signature: " + signature(wsOrigin + PATH) + "\r\n";
        return new Recipe(
                OURS,
                command,
                environment,
                new Stage.Line(own, PATH, signature, false),
                log(OURS),
                gcLog);
    }

    private Recipe floor() {
        int own = port++;
        Path gcLog = settings.logs().resolve("voice-" + FLOOR + ".gc");
        List<String> command = new ArrayList<>(javaWith(gcLog));
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        PassThrough.class.getName(),
                        Integer.toString(own),
                        Integer.toString(settings.modelPort())));
        return new Recipe(
                FLOOR, command, Map.of(), new Stage.Line(own, PATH, "", true), log(FLOOR), gcLog);
    }

    private Recipe websocketsNext() {
        int own = port++;
        Path gcLog = settings.logs().resolve("voice-" + NEXT + ".gc");
        List<String> command = new ArrayList<>(javaWith(gcLog));
        command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        command.addAll(List.of("-jar", settings.websocketsNext().toString()));
        Map<String, String> environment =
                Map.of(
                        "PORT",
                        Integer.toString(own),
                        "MODEL_ORIGIN",
                        "ws://127.0.0.1:" + settings.modelPort());
        return new Recipe(
                NEXT, command, environment, new Stage.Line(own, PATH, "", true), log(NEXT), gcLog);
    }

    private Recipe node(String name) {
        int own = port++;
        Map<String, String> environment =
                Map.of(
                        "PORT",
                        Integer.toString(own),
                        "OPENAI_API_KEY",
                        "bench",
                        "MODEL_URL",
                        "ws://127.0.0.1:" + settings.modelPort() + "/v1/realtime");
        return new Recipe(
                name,
                List.of("node", settings.peer().resolve("src/" + name + ".mjs").toString()),
                environment,
                new Stage.Line(own, PATH, "", false),
                log(name),
                null);
    }

    /// The image's options, with what one core and some hundred calls need.
    private static List<String> javaWith(Path gcLog) {
        return List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xms192m",
                "-Xmx192m",
                "-Xmn32m",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-Xlog:gc+heap=info:file=" + gcLog + "::filecount=0");
    }

    private Path log(String name) {
        return settings.logs().resolve("voice-" + name + ".log");
    }

    private static String signature(String url) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(AUTH_TOKEN.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(url.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No HMAC-SHA1", e);
        }
    }
}
