/// How people say that they do not want to hear from us any more.
package io.leadflip.notifier.unsubscribe;
