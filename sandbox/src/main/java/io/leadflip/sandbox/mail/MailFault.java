package io.leadflip.sandbox.mail;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Locale;
import java.util.Queue;

/// One way a mail provider can go wrong.
public enum MailFault {
    /// A definite refusal of our account: nothing was sent.
    REFUSE,
    /// A definite refusal of this very message: nothing was sent.
    REJECT,
    /// Too many requests: nothing was sent.
    THROTTLE,
    /// A server error before anything was sent.
    FAIL_BEFORE_EFFECT,
    /// A server error although the message is on its way.
    FAIL_AFTER_EFFECT,
    /// The message is on its way and the connection stays silent.
    TIME_OUT_AFTER_EFFECT;

    /// Whether the recipient gets the message all the same.
    boolean sends() {
        return this == FAIL_AFTER_EFFECT || this == TIME_OUT_AFTER_EFFECT;
    }

    static MailFault of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /// The faults that the next requests of one provider meet, in order.
    public static final class Plan {
        private final Queue<MailFault> next = new ArrayDeque<>();

        /// Lets the next `times` requests meet this fault.
        public synchronized void add(MailFault fault, int times) {
            for (int i = 0; i < times; i++) {
                next.add(fault);
            }
        }

        /// Everything goes well again.
        public synchronized void clear() {
            next.clear();
        }

        /// `POST` plans (`{"fault": "refuse", "times": 2}`), `DELETE` forgets.
        void mount(Router router, String provider) {
            String path = "/__sandbox/faults/" + provider;
            router.post(path).handler(BodyHandler.create(false)).handler(this::plan);
            router.delete(path)
                    .handler(
                            context -> {
                                clear();
                                context.response().setStatusCode(204).end();
                            });
        }

        private void plan(RoutingContext context) {
            JsonObject order = context.body().asJsonObject();
            try {
                add(of(order.getString("fault", "")), order.getInteger("times", 1));
                context.response().setStatusCode(204).end();
            } catch (IllegalArgumentException e) {
                context.response()
                        .setStatusCode(400)
                        .end("no such fault; known: " + Arrays.toString(values()));
            }
        }

        /// The fault of this request, or null when it goes well.
        synchronized MailFault take() {
            return next.poll();
        }
    }
}
