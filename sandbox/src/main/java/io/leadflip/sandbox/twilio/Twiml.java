package io.leadflip.sandbox.twilio;

import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// A TwiML document read into verbs. Verbs the sandbox (or Twilio) does not know are skipped and
/// named.
record Twiml(List<Verb> verbs, List<String> unknown) {

    /// The document is no TwiML at all (Twilio's 12100 and 12102).
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    static Twiml parse(String xml) throws Unreadable {
        Element response = root(xml);
        if (!response.getTagName().equals("Response")) {
            throw new Unreadable("The document element is not Response", null);
        }
        List<Verb> verbs = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (Element element : children(response)) {
            verb(element).ifPresentOrElse(verbs::add, () -> unknown.add(element.getTagName()));
        }
        return new Twiml(List.copyOf(verbs), List.copyOf(unknown));
    }

    private static Element root(String xml) throws Unreadable {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new InputSource(new StringReader(xml.strip())))
                    .getDocumentElement();
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new Unreadable("The document is not well-formed XML", e);
        }
    }

    private static Optional<Verb> verb(Element element) {
        return switch (element.getTagName()) {
            case "Say" -> Optional.of(new Verb.Say(text(element), attribute(element, "voice", "")));
            case "Pause" -> Optional.of(new Verb.Pause(seconds(element)));
            case "Redirect" ->
                    Optional.of(new Verb.Redirect(text(element), method(element, "method")));
            // An outgoing call is answered when its document is read, so rejecting it ends it.
            case "Hangup", "Reject" -> Optional.of(new Verb.Hangup());
            case "Gather" -> Optional.of(gather(element));
            case "Connect" -> stream(element);
            case "Dial" -> Optional.of(dial(element));
            default -> Optional.empty();
        };
    }

    private static Verb.Gather gather(Element gather) {
        return new Verb.Gather(
                children(gather).stream().map(Twiml::verb).flatMap(Optional::stream).toList(),
                seconds(gather, "timeout", 5),
                optional(gather, "action"),
                method(gather, "method"));
    }

    private static Optional<Verb> stream(Element connect) {
        return children(connect).stream()
                .filter(child -> child.getTagName().equals("Stream"))
                .findFirst()
                .map(
                        stream ->
                                new Verb.ConnectStream(
                                        stream.getAttribute("url").strip(),
                                        stream.getAttribute("name"),
                                        parameters(stream),
                                        optional(connect, "action"),
                                        method(connect, "method"),
                                        optional(stream, "statusCallback"),
                                        method(stream, "statusCallbackMethod")));
    }

    /// The phone stands in a `Number`, or is the text of the verb itself.
    private static Verb.Dial dial(Element dial) {
        Element number =
                children(dial).stream()
                        .filter(child -> child.getTagName().equals("Number"))
                        .findFirst()
                        .orElse(dial);
        boolean bare = number == dial;
        return new Verb.Dial(
                text(number),
                optional(dial, "callerId"),
                seconds(dial, "timeout", 30),
                seconds(dial, "timeLimit", 14_400),
                optional(dial, "action"),
                method(dial, "method"),
                bare ? Optional.empty() : optional(number, "url"),
                method(number, "method"),
                bare ? Optional.empty() : optional(number, "statusCallback"),
                method(number, "statusCallbackMethod"),
                Set.of(attribute(number, "statusCallbackEvent", "completed").split("\\s+")));
    }

    private static Map<String, String> parameters(Element stream) {
        Map<String, String> parameters = new LinkedHashMap<>();
        children(stream).stream()
                .filter(child -> child.getTagName().equals("Parameter"))
                .forEach(
                        child ->
                                parameters.put(
                                        child.getAttribute("name"), child.getAttribute("value")));
        return parameters;
    }

    private static Duration seconds(Element pause) {
        return seconds(pause, "length", 1);
    }

    private static Duration seconds(Element element, String name, int usual) {
        String length = attribute(element, name, Integer.toString(usual));
        return Duration.ofSeconds(length.matches("\\d{1,5}") ? Long.parseLong(length) : usual);
    }

    private static String method(Element element, String name) {
        return Webhook.method(optional(element, name));
    }

    private static Optional<String> optional(Element element, String name) {
        return Optional.of(element.getAttribute(name).strip()).filter(value -> !value.isEmpty());
    }

    private static String attribute(Element element, String name, String usual) {
        return optional(element, name).orElse(usual);
    }

    private static String text(Element element) {
        return element.getTextContent().strip();
    }

    private static List<Element> children(Element parent) {
        NodeList nodes = parent.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .toList();
    }
}
