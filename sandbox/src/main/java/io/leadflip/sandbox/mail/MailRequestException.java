package io.leadflip.sandbox.mail;

/// A request that the provider would refuse, with the field it would name.
final class MailRequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;

    MailRequestException(String field, String message) {
        super(message);
        this.field = field;
    }

    String field() {
        return field;
    }
}
