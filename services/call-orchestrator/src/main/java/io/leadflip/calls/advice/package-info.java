/// A slower and better model that the agent may ask during a call.
package io.leadflip.calls.advice;
