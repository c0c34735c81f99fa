package io.leadflip.notifier.message;

import java.util.List;

/// The words of a message, before they take the form of a channel.
///
/// @param subject of an e-mail
/// @param sentences three plain ones at most
/// @param action what the link does, such as `Answer this lead`; null when there is no link
/// @param url null when there is no link
/// @param brief the one sentence for a text message
record Draft(String subject, List<String> sentences, String action, String url, String brief) {
    Draft {
        sentences = sentences.stream().filter(sentence -> !sentence.isBlank()).toList();
    }
}
