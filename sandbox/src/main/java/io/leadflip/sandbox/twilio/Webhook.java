package io.leadflip.sandbox.twilio;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// Where Twilio calls back, and with which method. A fragment (`#rc=2`) tunes delivery and is never
/// sent.
record Webhook(String url, String method) {
    Webhook {
        int fragment = url.indexOf('#');
        url = fragment < 0 ? url : url.substring(0, fragment);
    }

    static Optional<Webhook> in(Form form, String urlField, String methodField) {
        return form.text(urlField).map(url -> new Webhook(url, method(form.text(methodField))));
    }

    static String method(Optional<String> asked) {
        return asked.filter("GET"::equalsIgnoreCase).isPresent() ? "GET" : "POST";
    }

    /// An address written in a document fetched from here; may be relative. What is no address
    /// stays as it is, and is not {@link #usable}.
    Webhook resolve(String address, String method) {
        try {
            return new Webhook(URI.create(url).resolve(new URI(address)).toString(), method);
        } catch (URISyntaxException e) {
            return new Webhook(address, method);
        }
    }

    boolean usable() {
        return valid(url);
    }

    static boolean valid(String url) {
        try {
            URI uri = new URI(url);
            return uri.getHost() != null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && url.length() <= 4000;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
