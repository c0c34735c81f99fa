/// SendGrid's v3 mail API.
package io.leadflip.notifier.sendgrid;
