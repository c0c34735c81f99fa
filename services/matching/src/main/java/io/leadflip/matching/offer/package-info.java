/// Who is offered a lead, when, and what became of it.
package io.leadflip.matching.offer;
