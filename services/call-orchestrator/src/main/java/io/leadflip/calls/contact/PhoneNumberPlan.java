package io.leadflip.calls.contact;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.geocoding.PhoneNumberOfflineGeocoder;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The numbering plan as libphonenumber knows it.
@ApplicationScoped
public class PhoneNumberPlan implements NumberPlan {
    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    private final PhoneNumberToTimeZonesMapper zones = PhoneNumberToTimeZonesMapper.getInstance();
    private final PhoneNumberOfflineGeocoder places = PhoneNumberOfflineGeocoder.getInstance();

    @Override
    public NumberFacts lookUp(String e164) {
        if (e164 == null || !e164.startsWith("+")) {
            return NumberFacts.unknown();
        }
        try {
            PhoneNumber number = numbers.parse(e164, null);
            return numbers.isValidNumber(number) ? facts(number) : NumberFacts.unknown();
        } catch (NumberParseException e) {
            return NumberFacts.unknown();
        }
    }

    private NumberFacts facts(PhoneNumber number) {
        return new NumberFacts(
                numbers.getRegionCodeForNumber(number),
                kind(numbers.getNumberType(number)),
                zones.getTimeZonesForNumber(number).stream()
                        .flatMap(PhoneNumberPlan::zone)
                        .collect(Collectors.toSet()),
                StateOfPlace.in(places.getDescriptionForNumber(number, Locale.ENGLISH, "US"))
                        .map(Set::of)
                        .orElse(Set.of()));
    }

    private static Stream<ZoneId> zone(String name) {
        if (name.equals(PhoneNumberToTimeZonesMapper.getUnknownTimeZone())) {
            return Stream.empty();
        }
        try {
            return Stream.of(ZoneId.of(name));
        } catch (DateTimeException e) {
            return Stream.empty();
        }
    }

    private static NumberFacts.Kind kind(PhoneNumberType type) {
        return switch (type) {
            case FIXED_LINE, MOBILE, FIXED_LINE_OR_MOBILE -> NumberFacts.Kind.ORDINARY;
            case TOLL_FREE -> NumberFacts.Kind.TOLL_FREE;
            case PREMIUM_RATE -> NumberFacts.Kind.PREMIUM_RATE;
            case SHARED_COST -> NumberFacts.Kind.SHARED_COST;
            case VOIP -> NumberFacts.Kind.VOIP;
            case PERSONAL_NUMBER -> NumberFacts.Kind.PERSONAL;
            case PAGER -> NumberFacts.Kind.PAGER;
            case UAN -> NumberFacts.Kind.UAN;
            case VOICEMAIL -> NumberFacts.Kind.VOICEMAIL;
            case UNKNOWN -> NumberFacts.Kind.UNKNOWN;
        };
    }
}
