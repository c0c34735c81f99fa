/// HTTP to providers, told apart by what it proves.
package io.leadflip.notifier.http;
