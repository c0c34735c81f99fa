package io.leadflip.notifier.unsubscribe;

import io.leadflip.notifier.message.Html;
import io.leadflip.platform.postgres.Transactions;
import io.leadflip.platform.problem.Problem;
import io.leadflip.platform.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// The page behind an unsubscribe link. Looking at it changes nothing, because mail scanners look
/// at every link; the button, and a mail program's one click (RFC 8058 §3.2), are a POST to the
/// same address.
@Path("/u/{token}")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
public class UnsubscribeResource {
    private final UnsubscribeLinks links;
    private final Transactions transactions;

    UnsubscribeResource(UnsubscribeLinks links, Transactions transactions) {
        this.links = links;
        this.transactions = transactions;
    }

    @GET
    @Operation(summary = "Shows the unsubscribe page and changes nothing")
    public Uni<String> page(@PathParam("token") String token) {
        return transactions
                .run(() -> links.known(token))
                .map(known -> known ? question() : unknown());
    }

    @POST
    @Operation(summary = "Unsubscribes the address the link stands for; any number of times")
    public Uni<String> unsubscribe(@PathParam("token") String token) {
        return transactions
                .run(() -> links.unsubscribe(token))
                .map(
                        known ->
                                known
                                        ? html(
                                                "You are unsubscribed.",
                                                "You get no more e-mail from LeadFlip.")
                                        : unknown());
    }

    private static String question() {
        return html(
                "Unsubscribe?",
                "<form method=\"post\"><button type=\"submit\">Send me no more e-mail</button></form>");
    }

    private static String unknown() {
        throw new Problem(ProblemType.NOT_FOUND, "This link is not one of ours.");
    }

    private static String html(String title, String body) {
        var words = Html.escaped(title);
        return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>"
                + words
                + "</title></head><body><h1>"
                + words
                + "</h1>"
                + body
                + "</body></html>";
    }
}
