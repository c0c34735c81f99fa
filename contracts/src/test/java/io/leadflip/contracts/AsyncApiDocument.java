package io.leadflip.contracts;

import io.leadflip.contracts.event.Domain;
import io.leadflip.contracts.event.EventStreams;
import io.leadflip.contracts.event.EventType;
import java.util.Arrays;
import java.util.stream.Collectors;

/// The AsyncAPI 3.0 document of the streams: a channel a domain, a message a type. The Redis
/// binding is empty in the specification, so how entries lie in streams stands in `x-` members.
final class AsyncApiDocument {
    private AsyncApiDocument() {}

    static String text() {
        return """
        asyncapi: 3.0.0
        info:
          title: LeadFlip events
          version: 1.0.0
          description: >-
            Facts the five services tell each other. CloudEvents 1.0 attributes are flat fields of a stream
            entry; `data` is JSON text after the message's payload schema.
        defaultContentType: application/json
        channels:
        %soperations:
        %scomponents:
          messages:
        %s"""
                .formatted(
                        Arrays.stream(Domain.values())
                                .map(AsyncApiDocument::channel)
                                .collect(Collectors.joining()),
                        Arrays.stream(Domain.values())
                                .map(AsyncApiDocument::operation)
                                .collect(Collectors.joining()),
                        Arrays.stream(EventType.values())
                                .map(AsyncApiDocument::message)
                                .collect(Collectors.joining()));
    }

    private static String channel(Domain domain) {
        var messages =
                Arrays.stream(EventType.values())
                        .filter(type -> type.domain() == domain)
                        .map(
                                type ->
                                        "      %s:\n        $ref: '#/components/messages/%s'\n"
                                                .formatted(type.shortName(), type.shortName()))
                        .collect(Collectors.joining());
        return """
          %s:
            address: '{prefix}:{%s.{partition}}'
            title: Facts in order of %s
            parameters:
              prefix:
                description: Sets installations apart; `lf` unless configured.
              partition:
                description: CRC-32 of the partition key modulo %d.
            x-entry-fields: [id, source, specversion, type, time, subject, dataschema, partitionkey, sequence, traceparent, data]
            x-consumer-groups: one per service, named after it
            messages:
        %s"""
                .formatted(
                        domain.wire(),
                        domain.wire(),
                        domain.wire(),
                        EventStreams.DEFAULT_PARTITIONS,
                        messages);
    }

    private static String operation(Domain domain) {
        return """
          tell-%s:
            action: send
            channel:
              $ref: '#/channels/%s'
        """
                .formatted(domain.wire(), domain.wire());
    }

    private static String message(EventType type) {
        return """
            %s:
              name: %s
              payload:
                $ref: '../%s'
        """
                .formatted(type.shortName(), type.wire(), type.schema());
    }
}
