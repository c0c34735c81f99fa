/// The fault suite: breaks a running LeadFlip under load and has an independent checker count.
package io.leadflip.faults;
