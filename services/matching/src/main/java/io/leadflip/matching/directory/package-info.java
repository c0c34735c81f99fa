/// The searchable directory of businesses: a projection of their facts.
package io.leadflip.matching.directory;
