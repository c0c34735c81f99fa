/// What was said in a call, kept sealed, and what came of it.
package io.leadflip.calls.transcript;
