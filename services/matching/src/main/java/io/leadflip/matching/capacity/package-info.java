/// How many leads a business still takes today and this month.
package io.leadflip.matching.capacity;
