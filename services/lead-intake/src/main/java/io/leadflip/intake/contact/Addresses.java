package io.leadflip.intake.contact;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Phones and e-mail addresses in their one normal form.
public final class Addresses {
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@<>\",;]{1,64}@[^\\s@<>\",;]{1,190}\\.[^\\s@<>\",;.]{2,60}");

    private static final Set<PhoneNumberType> ORDINARY =
            EnumSet.of(
                    PhoneNumberType.MOBILE,
                    PhoneNumberType.FIXED_LINE,
                    PhoneNumberType.FIXED_LINE_OR_MOBILE,
                    PhoneNumberType.VOIP,
                    PhoneNumberType.PERSONAL_NUMBER);

    private Addresses() {}

    /// E.164; empty when it is no valid number. National numbers are read as US numbers.
    public static Optional<String> phone(String given) {
        var numbers = PhoneNumberUtil.getInstance();
        try {
            var number = numbers.parse(given, "US");
            return numbers.isValidNumber(number)
                    ? Optional.of(numbers.format(number, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    /// Whether a person may be reached there at an ordinary price: no premium, shared-cost or
    /// service number, and in one of these regions (ISO 3166-1 alpha-2).
    ///
    /// @param phone E.164
    static boolean ordinary(String phone, Set<String> regions) {
        var numbers = PhoneNumberUtil.getInstance();
        try {
            var number = numbers.parse(phone, null);
            return regions.contains(numbers.getRegionCodeForNumber(number))
                    && ORDINARY.contains(numbers.getNumberType(number));
        } catch (NumberParseException e) {
            return false;
        }
    }

    public static Optional<String> email(String given) {
        var trimmed = given.trim().toLowerCase(Locale.ROOT);
        return EMAIL.matcher(trimmed).matches() ? Optional.of(trimmed) : Optional.empty();
    }
}
