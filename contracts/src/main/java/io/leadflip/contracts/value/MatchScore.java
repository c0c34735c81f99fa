package io.leadflip.contracts.value;

/// The seven parts of a match score; the total is their sum, 0–100.
public record MatchScore(
        int distance,
        int category,
        int rating,
        int response,
        int price,
        int urgency,
        int requirements) {
    public int total() {
        return distance + category + rating + response + price + urgency + requirements;
    }
}
