/// The words of the domain, one type each.
package io.leadflip.contracts.value;
