/// Finds the businesses for a lead, ranks them, and offers the lead in waves.
package io.leadflip.matching;
