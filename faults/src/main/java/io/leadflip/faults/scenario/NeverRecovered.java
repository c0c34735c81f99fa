package io.leadflip.faults.scenario;

/// The system did not get over it within any bound: there is no point in breaking more.
public final class NeverRecovered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NeverRecovered(String message) {
        super(message);
    }
}
