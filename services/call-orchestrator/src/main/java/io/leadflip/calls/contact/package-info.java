/// May this person be phoned right now? Rules as data, a pure gate over them, and the facts it
/// needs.
package io.leadflip.calls.contact;
