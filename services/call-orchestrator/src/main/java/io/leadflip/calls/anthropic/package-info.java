/// The account at Anthropic and how a model there is asked.
package io.leadflip.calls.anthropic;
