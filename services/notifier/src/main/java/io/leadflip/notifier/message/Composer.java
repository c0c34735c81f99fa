package io.leadflip.notifier.message;

import io.leadflip.contracts.door.MessagePermit;
import io.leadflip.contracts.value.Channel;
import io.leadflip.contracts.value.NotificationKind;
import io.leadflip.notifier.message.Message.Mail;
import io.leadflip.notifier.message.Message.Text;
import java.net.URI;
import java.util.stream.Collectors;

/// Turns a granted permit into the message its recipient gets.
public final class Composer {
    private static final int SUBJECT_MOST = 60;
    private static final String OPT_OUT = "Reply STOP to opt out.";

    private final URI publicOrigin;
    private final String postalAddress;

    public Composer(URI publicOrigin, String postalAddress) {
        this.publicOrigin = publicOrigin;
        this.postalAddress = postalAddress;
    }

    public Message compose(NotificationKind kind, Channel channel, MessagePermit permit) {
        var draft = Drafts.of(kind, permit.facts(), permit.timeZone());
        return switch (channel) {
            case EMAIL -> mail(draft, permit.unsubscribeToken());
            case SMS, AI_VOICE -> text(kind, draft);
        };
    }

    private static Text text(NotificationKind kind, Draft draft) {
        var tail =
                kind == NotificationKind.PHONE_CODE
                        ? ""
                        : draft.url() == null ? OPT_OUT : draft.url() + " " + OPT_OUT;
        return new Text(SegmentPolicy.segment("LeadFlip: " + draft.brief(), tail));
    }

    private Mail mail(Draft draft, String unsubscribeToken) {
        var unsubscribe =
                unsubscribeToken == null
                        ? null
                        : publicOrigin.resolve("/u/" + unsubscribeToken).toString();
        return new Mail(
                subject(draft.subject()),
                plain(draft, unsubscribe),
                html(draft, unsubscribe),
                unsubscribe);
    }

    /// One line, short enough for a phone's list.
    private static String subject(String words) {
        var line = words.replaceAll("\\s+", " ").strip();
        if (line.length() <= SUBJECT_MOST) {
            return line;
        }
        var cut = SUBJECT_MOST - 1;
        var whole = Character.isHighSurrogate(line.charAt(cut - 1)) ? cut - 1 : cut;
        return line.substring(0, whole).stripTrailing() + "…";
    }

    private String plain(Draft draft, String unsubscribe) {
        var link = draft.url() == null ? "" : draft.action() + ": " + draft.url() + "\n\n";
        var stop = unsubscribe == null ? "" : "Unsubscribe: " + unsubscribe + "\n";
        return String.join("\n", draft.sentences())
                + "\n\n"
                + link
                + "--\n"
                + postalAddress
                + "\n"
                + stop;
    }

    private String html(Draft draft, String unsubscribe) {
        var sentences =
                draft.sentences().stream()
                        .map(each -> "<p>" + Html.escaped(each) + "</p>")
                        .collect(Collectors.joining("\n"));
        var link =
                draft.url() == null ? "" : "\n<p>" + anchor(draft.url(), draft.action()) + "</p>";
        var stop = unsubscribe == null ? "" : " · " + anchor(unsubscribe, "Unsubscribe");
        return """
                <!doctype html>
                <html lang="en"><body>
                %s%s
                <hr>
                <p><small>%s%s</small></p>
                </body></html>
                """
                .formatted(sentences, link, Html.escaped(postalAddress), stop);
    }

    private static String anchor(String url, String words) {
        return "<a href=\"" + Html.escaped(url) + "\">" + Html.escaped(words) + "</a>";
    }
}
