package io.leadflip.intake.lead;

/// What a consumer is asked when something is missing, in the language of the lead.
public final class Questions {
    private Questions() {}

    /// @param missing null for nothing
    /// @return null when there is nothing to ask
    public static String about(String missing, String language) {
        boolean spanish = "es".equals(language);
        return switch (missing) {
            case null -> null;
            case "PLACE" ->
                    spanish
                            ? "¿En qué código postal (ZIP) se necesita el trabajo?"
                            : "In which ZIP code is the work needed?";
            case "FOREIGN_PLACE" ->
                    spanish
                            ? "Solo atendemos en Estados Unidos. ¿Hay un código postal (ZIP) de EE. UU. donde se necesita el trabajo?"
                            : "We only serve the United States. Is there a US ZIP code where the work is needed?";
            default ->
                    spanish
                            ? "¿Puede contarnos más: qué trabajo es, dónde, para cuándo y con qué presupuesto?"
                            : "Can you tell us more: what the work is, where, by when, and what you want to spend?";
        };
    }
}
