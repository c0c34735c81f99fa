/// Putting a consumer who asks for a person through to the business, when that may be done now.
package io.leadflip.calls.transfer;
