/// What goes wrong, one class each.
package io.leadflip.faults.scenario;
