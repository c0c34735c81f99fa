/// What matching hears from the other services.
package io.leadflip.matching.stream;
