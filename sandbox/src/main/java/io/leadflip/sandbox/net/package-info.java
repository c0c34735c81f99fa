/// What processes and tests on one machine need to find each other.
package io.leadflip.sandbox.net;
