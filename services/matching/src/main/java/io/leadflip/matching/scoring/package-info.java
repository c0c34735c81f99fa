/// Who fits a lead, and how well: pure rules over values.
package io.leadflip.matching.scoring;
